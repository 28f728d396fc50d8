-- Debian's Perl::LanguageServer, set up as its users do, and what is to be
-- seen of it while the other driver looks at Perl Heap.
perl_server = {}

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

local function sources(buf)
  local found = {}
  for _, d in ipairs(vim.diagnostic.get(buf)) do table.insert(found, d.source or 'none') end
  table.sort(found)
  return found
end

-- Asks for the symbols of the file, and for a syntax error.
function perl_server.drive(await, buf)
  await('the Perl server', function() return #vim.lsp.buf_get_clients(buf) == 2 end)
  vim.lsp.buf.document_symbol()
  await('symbols', function() return #vim.fn.getqflist() + #vim.fn.getloclist(0) > 0 end)
  local seen = { symbols = {} }
  for _, item in ipairs(vim.list_extend(vim.fn.getqflist(), vim.fn.getloclist(0))) do
    table.insert(seen.symbols, item.text)
  end
  vim.cmd('cclose | lclose')
  vim.api.nvim_buf_set_lines(buf, -1, -1, false, { 'sub broken { my $x = ; }' })
  -- It checks a while after a change, and now and then not at all: ask again.
  local changed = vim.loop.now()
  await('the problem of the Perl server', function()
    if vim.loop.now() > changed + 4000 then
      changed = vim.loop.now()
      vim.api.nvim_buf_set_lines(buf, -1, -1, false, { '' })
    end
    return #sources(buf) > 1
  end)
  seen.sources = sources(buf)
  return seen
end
