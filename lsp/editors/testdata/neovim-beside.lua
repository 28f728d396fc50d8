-- What is to be seen of another Perl server beside Perl Heap.
perl_server = {}

local function sources(buf)
  local found = {}
  for _, d in ipairs(vim.diagnostic.get(buf)) do table.insert(found, d.source or 'none') end
  table.sort(found)
  return found
end

-- What is shown of a named sub, of which Perl Heap has nothing to say.
local function hover(await)
  local shown
  vim.fn.cursor(vim.fn.search('sub redis', 'nw'), 6)
  await('the hover of the Perl server', function()
    for _, win in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(win).relative ~= '' then
        shown = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(win), 0, -1, false), '\n')
        vim.api.nvim_win_close(win, true)
        return true
      end
    end
  end, vim.lsp.buf.hover)
  return shown
end

-- Asks for the symbols of the file, and for a syntax error.
function perl_server.drive(await, buf)
  await('the Perl server', function() return #(vim.lsp.get_clients or vim.lsp.get_active_clients)() == 2 end)
  await('symbols', function() return #vim.fn.getqflist() + #vim.fn.getloclist(0) > 0 end, vim.lsp.buf.document_symbol)
  local seen = { symbols = {} }
  for _, item in ipairs(vim.list_extend(vim.fn.getqflist(), vim.fn.getloclist(0))) do
    table.insert(seen.symbols, item.text)
  end
  vim.cmd('cclose | lclose')
  if perl_server.hovers then seen.hover = hover(await) end
  vim.api.nvim_buf_set_lines(buf, -1, -1, false, { 'sub broken { my $x = ; }' })
  -- It checks a while after a change, and now and then not at all.
  await('the problem of the Perl server', function() return #sources(buf) > 1 end, function()
    vim.api.nvim_buf_set_lines(buf, -1, -1, false, { '' })
  end)
  seen.sources = sources(buf)
  return seen
end
