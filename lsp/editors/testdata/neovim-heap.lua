-- Walks through the heap in Neovim as a person does, with the keys of the
-- snippets, and writes down what is to be seen.
local driver = dofile(vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':h') .. '/neovim.lua')
local await, keys = driver.await, driver.keys

-- The items of the quickfix list that keys fill, with 0-based rows.
local function listed(what, act)
  vim.fn.setqflist({})
  act()
  await(what, function() return #vim.fn.getqflist() > 0 end)
  local found = {}
  for _, item in ipairs(vim.fn.getqflist()) do
    table.insert(found, { row = item.lnum - 1, title = item.text, file = vim.api.nvim_buf_get_name(item.bufnr) })
  end
  vim.cmd('cclose')
  return found
end

-- What the server answers to a request.
local function request(method, params)
  local client, answer = driver.client(), nil
  local function take(err, result) answer = err and { error = err } or { result = result } end
  if vim.lsp.config then
    client:request(method, params, take, driver.buf)
  else
    client.request(method, params, take, driver.buf)
  end
  await(method, function() return answer ~= nil end)
  return answer.result or error(vim.inspect(answer.error))
end

-- What the callers of a row can be asked of.
local function prepared(row)
  local position = { textDocument = { uri = vim.uri_from_bufnr(driver.buf) }, position = { line = row, character = 0 } }
  return request('textDocument/prepareCallHierarchy', position)
end

-- Unfolds the first caller of a call again and again, down to a root.
local function unfolded(row)
  local names = {}
  local item = prepared(row)[1]
  while item do
    table.insert(names, item.name)
    local calls = request('callHierarchy/incomingCalls', { item = item })
    item = calls[1] and calls[1].from
  end
  return names
end

driver.run(function(facts)
  await('a client', driver.client)
  await('what the closures retain', function()
    local lens = driver.lenses()[1]
    return lens and lens.title:find('retained', 1, true)
  end)
  -- Closures are placed first, everything else after that.
  await('the sub that the closures were cloned from', function()
    return #prepared(driver.row_of(driver.text)) > 1
  end)
  -- Of what is alive on the line, one is chosen, the first.
  facts.choices = {}
  vim.ui.select = function(items, options, choose)
    for _, item in ipairs(items) do table.insert(facts.choices, options.format_item(item)) end
    choose(items[1], 1)
  end
  driver.cursor_on_sub()
  facts.callers = listed('callers', function() keys('\\hc') end)
  facts.unfolded = unfolded(driver.row_of(driver.text))

  facts.symbols = listed('symbols', function() vim.lsp.buf.workspace_symbol('#Helpers') end)

  if vim.lsp.inlay_hint then
    driver.cursor_on_sub()
    keys('\\ht')
    await('hints', function()
      facts.hints = driver.virtual('inlayhint')
      return #facts.hints > 0
    end)
    await('no lenses beside hints', function() return #driver.drawn() == 0 end)
    keys('\\ht')
    await('lenses again', function() return #driver.drawn() > 0 end)
    await('no hints beside lenses', function() return #driver.virtual('inlayhint') == 0 end)
  end

  -- A dump of a perl that is running.
  vim.ui.select = function(items, options, choose)
    for _, item in ipairs(items) do
      if tostring(item.pid) == vim.env.PERLHEAP_PID then
        facts.picked = options.format_item(item)
        return choose(item, 1)
      end
    end
  end
  keys('\\hd')
  await('a dump that is taken', function() return #facts.notes > 0 end)
  facts.taken, facts.notes = facts.notes[1], {}

  -- It is compared with that of another process.
  vim.ui.select = function(items, options, choose)
    for _, item in ipairs(items) do
      if item.path:find('out.pmat.gz', 1, true) then
        facts.other = options.format_item(item)
        return choose(item, 1)
      end
    end
  end
  vim.api.nvim_set_current_win(vim.fn.bufwinid(driver.buf))
  vim.cmd('PerlheapCompare')
  await('what is alive in both', function()
    for _, buf in ipairs(vim.api.nvim_list_bufs()) do
      facts.compared = vim.api.nvim_buf_get_lines(buf, 0, -1, false)
      if table.concat(facts.compared, ' '):find('20,000 → 0', 1, true) then return true end
    end
    assert(#facts.notes == 0, table.concat(facts.notes, ' '))
  end)
  vim.api.nvim_set_current_win(vim.fn.bufwinid(driver.buf))
  vim.cmd('PerlheapVerify')
  await('what is to be said of another run', function() return #facts.notes > 0 end)
  facts.verified, facts.notes = facts.notes[1], {}
end)
