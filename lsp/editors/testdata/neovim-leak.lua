-- Does in Neovim what a person does about a leak, and writes down what is to be
-- seen.
local driver = dofile(vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':h') .. '/neovim.lua')
local buf, text = driver.buf, driver.text
local await, client, row_of, keys = driver.await, driver.client, driver.row_of, driver.keys
local lenses, drawn, cursor_on_sub = driver.lenses, driver.drawn, driver.cursor_on_sub

local function float()
  for _, win in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(win).relative ~= '' then return win end
  end
end

local function lines_of(win) return vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(win), 0, -1, false) end

local function hover(typed)
  cursor_on_sub()
  keys(typed)
  await('the hover of ' .. typed, float)
  local shown = table.concat(lines_of(float()), '\n')
  vim.api.nvim_win_close(float(), true)
  return shown
end

-- The document that a key or a command opens.
local function opened(what, act)
  local before = vim.api.nvim_get_current_buf()
  act()
  await('the document of ' .. what, function()
    local document = vim.bo.buftype == 'nofile' or vim.api.nvim_buf_get_name(0):find('%.perlheap$')
    return vim.api.nvim_get_current_buf() ~= before and document and vim.fn.getline(1) ~= ''
  end)
  return vim.api.nvim_buf_get_lines(0, 0, -1, false)
end

local function chain(typed)
  return opened(typed, function() keys(typed) end)
end

driver.run(function(facts)
  await('a client', client)
  await('a lens', function() return #lenses() > 0 end)
  facts.root = client().config.root_dir
  facts.lenses = lenses()
  cursor_on_sub()
  await('a drawn lens', function()
    facts.drawn = drawn()
    return #facts.drawn > 0
  end)
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
  cursor_on_sub() -- only what the window shows is drawn
  await('the drawn lens after an edit', function()
    facts.editedDrawn = drawn()
    return #facts.editedDrawn > 0 and facts.editedDrawn[1].row == facts.editedRow
  end)

  cursor_on_sub()
  facts.chain = chain('\\hi')
  for i, line in ipairs(facts.chain) do
    local column = line:find('0x%x+, which is')
    if column then
      vim.api.nvim_win_set_cursor(0, { i, column - 1 })
      break
    end
  end
  if vim.bo.buftype ~= 'nofile' then -- a heap document, in which the server answers
    vim.lsp.buf.hover()
    await('the hover of an address', float)
    facts.addressHover = table.concat(lines_of(float()), '\n')
    vim.api.nvim_win_close(float(), true)
    local window = vim.api.nvim_get_current_win()
    vim.lsp.buf.references()
    await('the references', function() return #vim.fn.getqflist() > 0 end)
    facts.inrefs = vim.tbl_map(function(item) return vim.trim(item.text) end, vim.fn.getqflist())
    vim.cmd('cclose')
    vim.api.nvim_set_current_win(window)
  end
  facts.further = chain('<CR>')

  -- A code action tells why all of the line is alive.
  vim.cmd('wincmd t')
  vim.api.nvim_set_current_win(vim.fn.win_findbuf(buf)[1])
  cursor_on_sub()
  vim.ui.select = function(items, options, choose)
    facts.actions = {}
    for _, item in ipairs(items) do table.insert(facts.actions, (options.format_item(item))) end
    choose(items[1], 1)
  end
  facts.why = opened('the code action', vim.lsp.buf.code_action)
end)
