-- PerlNavigator, set up as its users do, while neovim-leak.lua looks at Perl
-- Heap.
dofile(vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':h') .. '/neovim-beside.lua')
perl_server.hovers = true

vim.api.nvim_create_autocmd('FileType', {
  pattern = 'perl',
  callback = function(event)
    vim.lsp.start({ name = 'perlnavigator', cmd = { 'perlnavigator', '--stdio' }, root_dir = vim.fn.getcwd() }, { bufnr = event.buf })
  end,
})
