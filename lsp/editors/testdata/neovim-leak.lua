-- Does in Neovim what a person does, and writes down what is to be seen.
local facts = { notes = {} }
local buf = vim.api.nvim_get_current_buf()
local text = 'error => sub {'

vim.notify = function(message) table.insert(facts.notes, tostring(message)) end

local function await(what, condition)
  if not vim.wait(20000, condition, 20) then error('in vain: ' .. what) end
end

local function client()
  local get = vim.lsp.get_clients or vim.lsp.get_active_clients
  for _, c in ipairs(get()) do
    if c.name == 'perlheap' then return c end
  end
end

local function row_of(wanted)
  for i, line in ipairs(vim.api.nvim_buf_get_lines(buf, 0, -1, false)) do
    if line:find(wanted, 1, true) then return i - 1 end
  end
end

-- Of the lenses those of subs: variables have theirs too.
local function of_subs(list)
  return vim.tbl_filter(function(lens) return lens.title:find('closures alive', 1, true) ~= nil end, list)
end

-- The lenses that Neovim holds, by 0-based row.
local function lenses()
  local found = {}
  local new = vim.lsp.codelens.enable ~= nil
  for _, lens in ipairs(vim.lsp.codelens.get(new and { bufnr = buf } or buf)) do
    lens = lens.lens or lens
    table.insert(found, { row = lens.range.start.line, title = lens.command.title, command = lens.command.command })
  end
  return of_subs(found)
end

-- What is drawn at or above the lines: the virtual text in a namespace of lenses.
local function drawn()
  vim.cmd('redraw!')
  local found = {}
  for name, ns in pairs(vim.api.nvim_get_namespaces()) do
    if name:find('codelens:', 1, true) then
      for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(buf, ns, 0, -1, { details = true })) do
        local chunks = mark[4].virt_text or (mark[4].virt_lines or {})[1] or {}
        local line = {}
        for _, chunk in ipairs(chunks) do table.insert(line, chunk[1]) end
        table.insert(found, { row = mark[2], title = vim.trim(table.concat(line)) })
      end
    end
  end
  return of_subs(found)
end

local function float()
  for _, win in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(win).relative ~= '' then return win end
  end
end

local function lines_of(win) return vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(win), 0, -1, false) end

local function keys(typed)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(typed, true, false, true), 'mx', false)
end

local function cursor_on_sub()
  local row = row_of(text)
  local line = vim.api.nvim_buf_get_lines(buf, row, row + 1, false)[1]
  vim.api.nvim_win_set_cursor(0, { row + 1, line:find('sub', 1, true) - 1 })
end

local function hover(typed)
  cursor_on_sub()
  keys(typed)
  await('the hover of ' .. typed, float)
  local shown = table.concat(lines_of(float()), '\n')
  vim.api.nvim_win_close(float(), true)
  return shown
end

local function chain(typed, known)
  keys(typed)
  await('the window of ' .. typed, function() return vim.bo.buftype == 'nofile' and #vim.api.nvim_list_wins() == known + 1 end)
  return vim.api.nvim_buf_get_lines(0, 0, -1, false)
end

local function drive()
  await('a client', client)
  await('a lens', function() return #lenses() > 0 end)
  facts.root = client().config.root_dir
  facts.lenses = lenses()
  facts.drawn = drawn()
  await('a diagnostic with its cure', function()
    for _, d in ipairs(vim.diagnostic.get(buf)) do
      if d.message:find('Cure:', 1, true) then return true end
    end
  end)
  facts.diagnostics = {}
  for _, d in ipairs(vim.diagnostic.get(buf)) do
    local related = ((d.user_data or {}).lsp or {}).relatedInformation or {}
    table.insert(facts.diagnostics, {
      row = d.lnum, code = d.code, source = d.source, message = d.message, severity = d.severity,
      related = related[1] and related[1].message,
      relatedRow = related[1] and related[1].location.range.start.line,
    })
  end
  if perl_server then facts.beside = perl_server.drive(await, buf) end
  facts.hover = hover(vim.lsp.config and 'K' or '\\hh')

  -- Editing lines above moves the lens.
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  keys('Oone<CR>two<CR>three<Esc>')
  facts.editedRow = row_of(text)
  await('the lens after an edit', function()
    local now = lenses()
    return #now > 0 and now[1].row == facts.editedRow
  end)
  facts.editedDrawn = drawn()

  cursor_on_sub()
  facts.chain = chain('\\hi', 1)
  for i, line in ipairs(facts.chain) do
    local column = line:find('0x%x+, which is')
    if column then
      vim.api.nvim_win_set_cursor(0, { i, column - 1 })
      break
    end
  end
  facts.further = chain('<CR>', 2)

  -- A code action tells why all of the line is alive.
  vim.cmd('wincmd t')
  vim.api.nvim_set_current_win(vim.fn.win_findbuf(buf)[1])
  cursor_on_sub()
  vim.ui.select = function(items, options, choose)
    facts.actions = {}
    for _, item in ipairs(items) do table.insert(facts.actions, (options.format_item(item))) end
    choose(items[#items], #items)
  end
  vim.lsp.buf.code_action()
  await('the window of the code action', function() return vim.bo.buftype == 'nofile' and #vim.api.nvim_list_wins() == 4 end)
  facts.why = vim.api.nvim_buf_get_lines(0, 0, -1, false)
end

local ok, problem = xpcall(drive, debug.traceback)
if not ok then facts.problem = problem end
facts.messages = vim.fn.execute('messages')
local log = io.open((vim.lsp.log and vim.lsp.log.get_filename or vim.lsp.get_log_path)())
facts.log = log and log:read('*a') or ''
local out = assert(io.open(vim.env.PERLHEAP_FACTS, 'w'))
out:write((vim.json or { encode = vim.fn.json_encode }).encode(facts))
out:close()
vim.cmd('qall!')
