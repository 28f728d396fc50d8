-- Perl Heap for Neovim 0.11 and later: put this into init.lua, perlheap into $PATH.
-- It attaches beside any other Perl server.
--   \hi  on a line with a lens: open what holds its closures
--   \hc  list what refers to what is alive on the line (a call hierarchy)
--   \ht  numbers at the ends of lines instead of lenses, and back
--   <CR> on an address of a chain: open what holds that one
local function open_chain(command, ctx)
  local client = vim.lsp.get_client_by_id(ctx.client_id)
  local params = { command = command.command, arguments = command.arguments }
  client:request('workspace/executeCommand', params, function(err, result)
    if err then return vim.notify(err.message, vim.log.levels.ERROR) end
    vim.cmd('botright new')
    vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(result.text, '\n', { trimempty = true }))
    vim.cmd('setlocal buftype=nofile bufhidden=wipe noswapfile nomodifiable nowrap')
    vim.keymap.set('n', '<CR>', function()
      local address = vim.fn.expand('<cword>'):match('^0x%x+$')
      if address then open_chain({ command = command.command, arguments = { { address = address } } }, ctx) end
    end, { buffer = true })
  end, ctx.bufnr)
end

local function toggle_hints(client, buf)
  local hints = not vim.lsp.inlay_hint.is_enabled({ bufnr = buf })
  client.settings = { perlheap = { inlayHints = { enable = hints }, codeLens = { enable = not hints } } }
  client:notify('workspace/didChangeConfiguration', { settings = client.settings })
  vim.lsp.inlay_hint.enable(hints, { bufnr = buf })
end

vim.lsp.config('perlheap', {
  cmd = { 'perlheap', 'lsp' },
  filetypes = { 'perl' },
  root_markers = { { '.git', 'cpanfile', 'Makefile.PL' } },
  init_options = { dumps = { '*.pmat', '*.pmat.gz' } }, -- paths and globs, relative to the root
  commands = { ['perlheap.identify'] = open_chain, ['perlheap.why'] = open_chain },
  on_attach = function(client, buf)
    vim.keymap.set('n', '<leader>hi', vim.lsp.codelens.run, { buffer = buf })
    vim.keymap.set('n', '<leader>hc', vim.lsp.buf.incoming_calls, { buffer = buf })
    vim.keymap.set('n', '<leader>ht', function() toggle_hints(client, buf) end, { buffer = buf })
    if vim.lsp.codelens.enable then -- Neovim 0.12 refreshes by itself
      return vim.lsp.codelens.enable(true, { bufnr = buf })
    end
    local function refresh() vim.lsp.codelens.refresh({ bufnr = buf }) end
    vim.api.nvim_create_autocmd({ 'BufEnter', 'TextChanged', 'InsertLeave' }, { buffer = buf, callback = refresh })
    vim.api.nvim_create_autocmd('LspProgress', { -- a dump is loaded
      pattern = 'end',
      callback = function() return not vim.api.nvim_buf_is_loaded(buf) or refresh() end,
    })
  end,
})
vim.lsp.enable('perlheap')
