" Perl Heap for Vim with vim-lsp: put this into vimrc, perlheap into $PATH. It
" runs beside any other Perl server. vim-lsp shows no lenses beside the text:
" :LspHover shows what is alive on a line, :LspCodeLens opens what holds it.
autocmd User lsp_setup call lsp#register_server({
\   'name': 'perlheap',
\   'cmd': ['perlheap', 'lsp'],
\   'allowlist': ['perl'],
\   'root_uri': {server -> lsp#utils#path_to_uri(lsp#utils#find_nearest_parent_file_directory(
\       lsp#utils#get_buffer_path(), ['.git/', 'cpanfile', 'Makefile.PL']))},
\   'initialization_options': {'dumps': ['**/*.pmat', '**/*.pmat.gz']},
\})

function! s:show_chain(server, data) abort
    if lsp#client#is_error(a:data.response)
        return lsp#utils#error(lsp#client#error_message(a:data.response))
    endif
    botright new
    setlocal buftype=nofile bufhidden=wipe noswapfile nowrap
    call setline(1, split(a:data.response.result.text, "\n"))
endfunction
autocmd User lsp_setup call lsp#register_command('perlheap.why', {context -> lsp#send_request(context.server_name, {
\   'method': 'workspace/executeCommand',
\   'params': context.command,
\   'on_notification': function('s:show_chain', [context.server_name]),
\})})
