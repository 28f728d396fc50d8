-- Perl Heap for Neovim 0.11 and later: put this into init.lua, perlheap into $PATH.
-- It attaches beside any other Perl server.
--   \hi  on a line with a lens: open what holds its closures
--   \ho  open the overview of the dump
--   \hd  take a dump of a perl process that is running, and open its overview
--   :PerlheapCompare      compare the shown dump with another one
--   :PerlheapPopulations  what is alive, by class, line and type
--   :PerlheapVerify       what became of the suspects of the run before
--   \hc  list what refers to what is alive on the line (a call hierarchy)
--   \ht  numbers at the ends of lines instead of lenses, and back
-- In what these open, on an address:
--   K    say what is there, and what holds it
--   <CR> go to the line that it comes from, or else to what is there
--   grr  list what refers to it
local function open(command, ctx)
  local client = vim.lsp.get_client_by_id(ctx.client_id)
  local argument = vim.tbl_extend('force', command.arguments[1], { show = false })
  client:request('workspace/executeCommand', { command = command.command, arguments = { argument } }, function(err, result)
    if err then return vim.notify(err.message, vim.log.levels.ERROR) end
    vim.cmd('botright split ' .. vim.fn.fnameescape(vim.uri_to_fname(result.uri)))
  end, ctx.bufnr)
end

-- Lets the server run a command, and goes on with its answer.
local function ask(client, buf, command, argument, done)
  client:request('workspace/executeCommand', { command = command, arguments = { argument } }, function(err, result)
    if err then return vim.notify(err.message, vim.log.levels.ERROR) end
    done(result)
  end, buf)
end

-- Takes a dump of a perl that is running and opens its overview.
local function take_dump(client, buf)
  ask(client, buf, 'perlheap.ps', vim.empty_dict(), function(running)
    local able = vim.tbl_filter(function(process) return not process.reason end, running.processes)
    local options = { prompt = 'Take a dump of', format_item = function(process) return process.name .. ' · ' .. process.text end }
    vim.ui.select(able, options, function(process)
      if not process then return end
      ask(client, buf, 'perlheap.capture', { pid = process.pid }, function(taken)
        vim.notify(taken.text)
        open({ command = 'perlheap.open', arguments = { { kind = 'overview' } } }, { client_id = client.id, bufnr = buf })
      end)
    end)
  end)
end

-- What is alive, by class, line and type; of dumps that are compared, side by side.
local function populations(client, buf)
  open({ command = 'perlheap.open', arguments = { { kind = 'histogram' } } }, { client_id = client.id, bufnr = buf })
end

-- Compares the shown dump with another one.
local function compare(client, buf)
  ask(client, buf, 'perlheap.dumps', vim.empty_dict(), function(known)
    local others = vim.tbl_filter(function(dump) return dump.state ~= 'shown' and dump.state ~= 'failed' end, known.dumps)
    local options = { prompt = 'Compare the shown dump with', format_item = function(dump) return vim.fn.fnamemodify(dump.path, ':.') .. ' · ' .. dump.time end }
    vim.ui.select(others, options, function(dump)
      if not dump then return end
      -- Whoever chose it wants it, of another process too.
      ask(client, buf, 'perlheap.setBaseline', { dump = dump.path, force = true }, function() populations(client, buf) end)
    end)
  end)
end

-- What became of the suspects of the run before.
local function verify(client, buf)
  open({ command = 'perlheap.open', arguments = { { kind = 'verify' } } }, { client_id = client.id, bufnr = buf })
end

local function toggle_hints(client, buf)
  local hints = not vim.lsp.inlay_hint.is_enabled({ bufnr = buf })
  client.settings = { perlheap = { inlayHints = { enable = hints }, codeLens = { enable = not hints } } }
  client:notify('workspace/didChangeConfiguration', { settings = client.settings })
  vim.lsp.inlay_hint.enable(hints, { bufnr = buf })
end

-- Heap documents are files outside of the project, of the server that wrote them.
vim.filetype.add({ extension = { perlheap = 'perlheap' } })
vim.api.nvim_create_autocmd('FileType', {
  pattern = 'perlheap',
  callback = function(event)
    vim.cmd('setlocal nomodifiable nowrap noswapfile')
    vim.keymap.set('n', '<CR>', vim.lsp.buf.definition, { buffer = event.buf })
    for _, client in ipairs(vim.lsp.get_clients({ name = 'perlheap' })) do
      vim.lsp.buf_attach_client(event.buf, client.id)
    end
  end,
})

vim.lsp.config('perlheap', {
  cmd = { 'perlheap', 'lsp' },
  filetypes = { 'perl', 'perlheap' },
  root_markers = { { '.git', 'cpanfile', 'Makefile.PL' } },
  reuse_client = function(client, config) -- what is in no project belongs to the server that is there
    return client.name == config.name and (config.root_dir == nil or config.root_dir == client.root_dir)
  end,
  init_options = { dumps = { '**/*.pmat', '**/*.pmat.gz' } }, -- paths and globs, relative to the root
  commands = { ['perlheap.open'] = open },
  on_attach = function(client, buf)
    if vim.bo[buf].filetype == 'perlheap' then return end
    vim.keymap.set('n', '<leader>hi', vim.lsp.codelens.run, { buffer = buf })
    vim.keymap.set('n', '<leader>ho', function()
      open({ command = 'perlheap.open', arguments = { { kind = 'overview' } } }, { client_id = client.id, bufnr = buf })
    end, { buffer = buf })
    vim.keymap.set('n', '<leader>hd', function() take_dump(client, buf) end, { buffer = buf })
    vim.api.nvim_buf_create_user_command(buf, 'PerlheapCompare', function() compare(client, buf) end, {})
    vim.api.nvim_buf_create_user_command(buf, 'PerlheapPopulations', function() populations(client, buf) end, {})
    vim.api.nvim_buf_create_user_command(buf, 'PerlheapVerify', function() verify(client, buf) end, {})
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
