-- Debian's Perl::LanguageServer, set up as its users do, while neovim-leak.lua
-- looks at Perl Heap.
dofile(vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':h') .. '/neovim-beside.lua')

vim.api.nvim_create_autocmd('FileType', {
  pattern = 'perl',
  callback = function(event)
    local settings = {
      perl = { perlCmd = 'perl', perlInc = vim.fn.getcwd() .. '/lib', fileFilter = { '.pm', '.pl' }, ignoreDirs = '.git' },
    }
    local id = vim.lsp.start_client({
      name = 'perlls',
      cmd = { 'perl', '-MPerl::LanguageServer', '-e', 'Perl::LanguageServer::run' },
      root_dir = vim.fn.getcwd(),
      -- It begins to check syntax when it is told its settings.
      on_init = function(client) client.notify('workspace/didChangeConfiguration', { settings = settings }) end,
    })
    vim.lsp.buf_attach_client(event.buf, id)
  end,
})
