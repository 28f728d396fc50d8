-- Perl Heap for Neovim 0.7 to 0.10: put this into init.lua, perlheap into $PATH.
-- It attaches beside any other Perl server.
--   \hi  on a line with a lens: open what holds its closures
--   \hd  take a dump of a perl process that is running
--   :PerlheapCompare      compare the shown dump with another one
--   :PerlheapPopulations  what is alive, by class, line and type
--   :PerlheapVerify       what became of the suspects of the run before
--   \hc  list what refers to what is alive on the line (a call hierarchy)
--   \ht  numbers at the ends of lines instead of lenses, and back (Neovim 0.10)
--   \hh  hover of Perl Heap alone (K shows the answer of one server only)
--   <CR> on an address of a chain: open what holds that one (Neovim 0.7), or go to
--        the line that it comes from, or else to what is there (later)
local dumps = { '**/*.pmat', '**/*.pmat.gz' } -- paths and globs, relative to the root
local markers = { '.git', 'cpanfile', 'Makefile.PL' }

local function open_chain(command, ctx)
  local client = vim.lsp.get_client_by_id(ctx.client_id)
  local params = { command = command.command, arguments = command.arguments }
  client.request('workspace/executeCommand', params, function(err, result)
    if err then return vim.notify(err.message, vim.log.levels.ERROR) end
    vim.cmd('botright new')
    vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(result.text, '\n', { trimempty = true }))
    vim.cmd('setlocal buftype=nofile bufhidden=wipe noswapfile nomodifiable nowrap')
    vim.keymap.set('n', '<CR>', function()
      local address = vim.fn.expand('<cword>'):match('^0x%x+$')
      if address then open_chain({ command = 'perlheap.identify', arguments = { { address = address } } }, ctx) end
    end, { buffer = true })
  end, ctx.bufnr)
end

-- Neovim 0.8 and later can be made to open documents.
local function open(command, ctx)
  local client = vim.lsp.get_client_by_id(ctx.client_id)
  local argument = vim.tbl_extend('force', command.arguments[1], { show = false })
  client.request('workspace/executeCommand', { command = command.command, arguments = { argument } }, function(err, result)
    if err then return vim.notify(err.message, vim.log.levels.ERROR) end
    vim.cmd('botright split ' .. vim.fn.fnameescape(vim.uri_to_fname(result.uri)))
  end, ctx.bufnr)
end

local function refresh(client, buf)
  local params = { textDocument = vim.lsp.util.make_text_document_params(buf) }
  client.request('textDocument/codeLens', params, vim.lsp.codelens.on_codelens, buf)
end

-- What vim.lsp.buf.incoming_calls does, which cannot choose in Neovim 0.7.
local function list_callers(client, buf)
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  client.request('textDocument/prepareCallHierarchy', params, function(_, items)
    if not items or #items == 0 then return vim.notify('Nothing of this line is alive') end
    local options = { prompt = 'What refers to', format_item = function(item) return item.name .. ' ' .. item.detail end }
    vim.ui.select(items, options, function(item)
      if item then client.request('callHierarchy/incomingCalls', { item = item }, nil, buf) end
    end)
  end, buf)
end

-- Lets the server run a command, and goes on with its answer.
local function ask(client, buf, command, argument, done)
  client.request('workspace/executeCommand', { command = command, arguments = { argument } }, function(err, result)
    if err then return vim.notify(err.message, vim.log.levels.ERROR) end
    done(result)
  end, buf)
end

-- Takes a dump of a perl that is running.
local function take_dump(client, buf)
  ask(client, buf, 'perlheap.ps', vim.empty_dict(), function(running)
    local able = vim.tbl_filter(function(process) return not process.reason end, running.processes)
    local options = { prompt = 'Take a dump of', format_item = function(process) return process.name .. ' · ' .. process.text end }
    vim.ui.select(able, options, function(process)
      if not process then return end
      ask(client, buf, 'perlheap.capture', { pid = process.pid }, function(taken)
        vim.notify(taken.text)
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
  client.notify('workspace/didChangeConfiguration', { settings = client.settings })
  vim.lsp.inlay_hint.enable(hints, { bufnr = buf })
end

local function on_attach(client, buf)
  if vim.bo[buf].filetype == 'perlheap' then return end
  refresh(client, buf)
  vim.api.nvim_create_autocmd({ 'BufEnter', 'TextChanged', 'InsertLeave' }, {
    buffer = buf, callback = function() refresh(client, buf) end,
  })
  vim.keymap.set('n', '<leader>hi', vim.lsp.codelens.run, { buffer = buf })
  vim.keymap.set('n', '<leader>hd', function() take_dump(client, buf) end, { buffer = buf })
  vim.api.nvim_buf_create_user_command(buf, 'PerlheapCompare', function() compare(client, buf) end, {})
  vim.api.nvim_buf_create_user_command(buf, 'PerlheapPopulations', function() populations(client, buf) end, {})
  vim.api.nvim_buf_create_user_command(buf, 'PerlheapVerify', function() verify(client, buf) end, {})
  vim.keymap.set('n', '<leader>hc', function() list_callers(client, buf) end, { buffer = buf })
  if vim.lsp.inlay_hint then
    vim.keymap.set('n', '<leader>ht', function() toggle_hints(client, buf) end, { buffer = buf })
  end
  vim.keymap.set('n', '<leader>hh', function()
    local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
    client.request('textDocument/hover', params, vim.lsp.handlers['textDocument/hover'], buf)
  end, { buffer = buf })
end

local capabilities = vim.lsp.protocol.make_client_capabilities()
capabilities.workspace.codeLens = { refreshSupport = true } -- after a dump is loaded
capabilities.textDocument.callHierarchy = { dynamicRegistration = false } -- Neovim 0.7 says it elsewhere

local function root_of(path)
  local start = vim.fn.fnamemodify(path, ':p:h')
  local dir = start
  while true do
    for _, marker in ipairs(markers) do
      if vim.loop.fs_stat(dir .. '/' .. marker) then return dir end
    end
    local up = vim.fn.fnamemodify(dir, ':h')
    if up == dir then return start end
    dir = up
  end
end

local clients = {} -- id by root
vim.api.nvim_create_autocmd('FileType', {
  pattern = 'perl',
  callback = function(event)
    local path = vim.api.nvim_buf_get_name(event.buf)
    if path == '' or vim.bo[event.buf].buftype ~= '' then return end
    local root = root_of(path)
    clients[root] = clients[root] or vim.lsp.start_client({
      name = 'perlheap',
      cmd = { 'perlheap', 'lsp' },
      root_dir = root,
      init_options = { dumps = dumps },
      capabilities = capabilities,
      commands = { ['perlheap.identify'] = open_chain, ['perlheap.why'] = open_chain, ['perlheap.open'] = open },
      handlers = {
        ['workspace/codeLens/refresh'] = function(_, _, ctx)
          local client = vim.lsp.get_client_by_id(ctx.client_id)
          for _, buf in ipairs(vim.lsp.get_buffers_by_client_id(ctx.client_id)) do refresh(client, buf) end
          return vim.NIL
        end,
      },
      on_attach = on_attach,
      on_exit = function() clients[root] = nil end,
    })
    if clients[root] then vim.lsp.buf_attach_client(event.buf, clients[root]) end
  end,
})

-- Heap documents are files outside of the project, of the server that wrote them.
vim.filetype.add({ extension = { perlheap = 'perlheap' } })
vim.api.nvim_create_autocmd('FileType', {
  pattern = 'perlheap',
  callback = function(event)
    vim.cmd('setlocal nomodifiable nowrap noswapfile')
    vim.keymap.set('n', '<CR>', vim.lsp.buf.definition, { buffer = event.buf })
    for _, id in pairs(clients) do vim.lsp.buf_attach_client(event.buf, id) end
  end,
})
