-- PerlNavigator, as Neovim 0.11 and later has it from a person's init.lua.
dofile(vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':h') .. '/neovim-beside.lua')
perl_server.hovers = true

vim.lsp.config('perlnavigator', {
  cmd = { 'perlnavigator', '--stdio' },
  filetypes = { 'perl' },
  root_markers = { 'cpanfile' },
})
vim.lsp.enable('perlnavigator')
