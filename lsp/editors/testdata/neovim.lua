-- What the drivers of Neovim have in common.
local driver = { buf = vim.api.nvim_get_current_buf(), text = 'error => sub {' }
local buf = driver.buf

-- Waits for a condition. If ask is there, it asks for what is to come, now and
-- again and again: a server may answer nothing while it still reads the document.
function driver.await(what, condition, ask)
  local due = 0
  local function met()
    if condition() then return true end
    if ask and vim.loop.now() >= due then
      ask()
      due = vim.loop.now() + 10000
    end
  end
  if not vim.wait(180000, met, 20) then error('in vain: ' .. what, 2) end
end

function driver.client()
  local get = vim.lsp.get_clients or vim.lsp.get_active_clients
  for _, c in ipairs(get()) do
    if c.name == 'perlheap' then return c end
  end
end

function driver.row_of(wanted)
  for i, line in ipairs(vim.api.nvim_buf_get_lines(buf, 0, -1, false)) do
    if line:find(wanted, 1, true) then return i - 1 end
  end
end

-- Of the lenses those of subs: variables have theirs too.
local function of_subs(list)
  return vim.tbl_filter(function(lens) return lens.title:find('closures alive', 1, true) ~= nil end, list)
end

-- The lenses that Neovim holds, by 0-based row.
function driver.lenses()
  local found = {}
  local new = vim.lsp.codelens.enable ~= nil
  for _, lens in ipairs(vim.lsp.codelens.get(new and { bufnr = buf } or buf)) do
    lens = lens.lens or lens
    table.insert(found, { row = lens.range.start.line, title = lens.command.title, command = lens.command.command })
  end
  return of_subs(found)
end

-- What is drawn at, above or in the lines: the virtual text in the namespaces
-- whose names have a word.
function driver.virtual(word)
  vim.cmd('redraw!')
  local found = {}
  for name, ns in pairs(vim.api.nvim_get_namespaces()) do
    if name:find(word, 1, true) then
      for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(buf, ns, 0, -1, { details = true })) do
        local chunks = mark[4].virt_text or (mark[4].virt_lines or {})[1] or {}
        local line = {}
        for _, chunk in ipairs(chunks) do table.insert(line, chunk[1]) end
        table.insert(found, { row = mark[2], title = vim.trim(table.concat(line)) })
      end
    end
  end
  return found
end

function driver.drawn() return of_subs(driver.virtual('codelens:')) end

function driver.keys(typed)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(typed, true, false, true), 'mx', false)
end

function driver.cursor_on_sub()
  local row = driver.row_of(driver.text)
  local line = vim.api.nvim_buf_get_lines(buf, row, row + 1, false)[1]
  vim.api.nvim_win_set_cursor(0, { row + 1, line:find('sub', 1, true) - 1 })
end

-- Runs drive, which fills in facts, writes them down, and ends Neovim.
function driver.run(drive)
  local facts = { notes = {} }
  vim.notify = function(message) table.insert(facts.notes, tostring(message)) end
  local ok, problem = xpcall(drive, debug.traceback, facts)
  if not ok then facts.problem = problem end
  facts.messages = vim.fn.execute('messages')
  local log = io.open((vim.lsp.log and vim.lsp.log.get_filename or vim.lsp.get_log_path)())
  facts.log = log and log:read('*a') or ''
  local out = assert(io.open(vim.env.PERLHEAP_FACTS, 'w'))
  out:write((vim.json or { encode = vim.fn.json_encode }).encode(facts))
  out:close()
  vim.cmd('qall!')
end

return driver
