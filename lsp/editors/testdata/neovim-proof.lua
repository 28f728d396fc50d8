-- Walks in Neovim from a leak to the proof that its cure works.
local driver = dofile(vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':h') .. '/neovim.lua')
driver.text = 'on_click(sub {'
local await = driver.await

local function known()
  local client, answer = driver.client(), nil
  local params = { command = 'perlheap.dumps', arguments = { vim.empty_dict() } }
  local function take(_, result) answer = result or { dumps = {} } end
  if vim.lsp.config then
    client:request('workspace/executeCommand', params, take, driver.buf)
  else
    client.request('workspace/executeCommand', params, take, driver.buf)
  end
  await('the dumps', function() return answer ~= nil end)
  return answer.dumps
end

driver.run(function(facts)
  await('a client', driver.client)
  await('a suspect', function()
    for _, d in ipairs(vim.diagnostic.get(driver.buf)) do
      if d.message:find('Cure:', 1, true) then
        facts.suspect = { row = d.lnum, message = d.message }
        return true
      end
    end
  end)
  driver.cursor_on_sub()
  vim.ui.select = function(items, options, choose)
    for _, item in ipairs(items) do
      if options.format_item(item):find('Let the closure capture a weak copy', 1, true) then return choose(item, 1) end
    end
    error('no cure is offered')
  end
  vim.lsp.buf.code_action()
  await('the cure', function()
    facts.cured = driver.row_of('weaken(my $weak_self = $self);')
    return facts.cured
  end)
  vim.cmd('write')
  assert(io.open(vim.env.PERLHEAP_AGAIN, 'w')):close()
  await('the dumps of the new run', function()
    for _, dump in ipairs(known()) do
      if dump.state == 'shown' and dump.path:find('after-late.pmat', 1, true) then
        facts.shown = dump.path
        return true
      end
    end
  end)
  local before = vim.api.nvim_get_current_buf()
  vim.cmd('PerlheapVerify')
  await('the proof', function()
    assert(#facts.notes == 0, table.concat(facts.notes, ' '))
    return vim.api.nvim_get_current_buf() ~= before and vim.fn.getline(1) ~= ''
  end)
  facts.proof = vim.api.nvim_buf_get_lines(0, 0, -1, false)
end)
