import { createHash } from "node:crypto";

/**
 * A Lua script. Each operation is one script, which Redis runs atomically.
 *
 * Keys: a script derives the keys of records and indexes from other values. All keys of a user have the
 * same hash tag, so they are in one slot and on one server, also in a cluster.
 *
 * Moving slots: while a slot moves, its keys are on two servers. On the target server, a key that has not
 * arrived yet looks like a missing key. A command with several keys fails there instead. So a script that
 * acts on a missing key reads this key together with another key.
 *
 * Replicas: a replica may lack a new session, or the end of a session, and it answers commands that only
 * read. So a script that may end without a write begins with a command that counts as a write and changes
 * nothing. A replica refuses such a command. A primary without its required replicas
 * (`min-replicas-to-write`) refuses it too, because another server may be the primary now.
 *
 * Values: a record starts with the line `1 version renewedAt expiresAt user`. Scripts read only this line.
 * Numbers stay text, because Lua would round them.
 */
export interface Script {
  readonly text: string;
  /** SHA-1 of the text. Redis caches the script under this hash. */
  readonly sha: string;
}

/** Creates a script and computes its hash. */
export function script(text: string): Script {
  return { text, sha: createHash("sha1").update(text).digest("hex") };
}

/** `announced_from` returns the set of ids in ARGV from a position on. Their ends are already published. */
const PUBLISHED = `
local function announced_from(first)
  local announced = {}
  for at = first, #ARGV do announced[ARGV[at]] = true end
  return announced
end
`;

/**
 * `on_primary` runs a command that counts as a write. `get` reads a key with such a command. A primary with a
 * full disk refuses writes (MISCONF), but it checks first whether it is a primary. So MISCONF is no error here.
 */
export const ON_PRIMARY = `
local function on_primary(...)
  local answer = redis.pcall(...)
  if type(answer) ~= 'table' or not answer.err then return answer end
  if not string.find(answer.err, '^MISCONF') then error(answer) end
end
local function get(key)
  local value = on_primary('GETEX', key)
  if value == nil then value = redis.call('GET', key) end
  return value
end
`;

/** `head` parses the first line of a record. `keep_at_least` extends the time to live of an index. */
export const SHARED: string = `${ON_PRIMARY}
local function head(value)
  local version, renewed, expires, user, rest =
    string.match(value, '^1 (%d+) (%-?%d+) (%-?%d+) ([^\\n]*)\\n(.*)$')
  if not version then error('A session record is not as signet-auth writes it: was it edited by hand?') end
  return version, renewed, expires, user, rest
end
local function keep_at_least(index, ttl)
  if redis.call('PTTL', index) < tonumber(ttl) then redis.call('PEXPIRE', index, ttl) end
end
`;

/** KEYS: record. Returns its value. */
export const FIND: Script = script(`${ON_PRIMARY}
return get(KEYS[1])
`);

/**
 * KEYS: record, index. ARGV: value, id, createdAt, ttl, limit or '', prefix of records, number of index
 * entries to check, id to replace or '', ids whose ends are published. Returns the number of sessions that it
 * ended for the limit. If it would have to end a session whose end is not published, it writes no session and
 * returns ids to publish: the sessions that it would end, or, from the second try on, all live sessions of
 * the user, because concurrent sign-ins may make it end more of them.
 */
export const CREATE: Script = script(`${SHARED}${PUBLISHED}
if redis.call('EXISTS', KEYS[1]) == 1 then
  return redis.error_reply('TAKEN A session with this id exists already.')
end
local announced = announced_from(9)
local replaces = ARGV[8] ~= '' and redis.call('ZSCORE', KEYS[2], ARGV[8])
local ended = 0
if ARGV[5] == '' then
  for _, id in ipairs(redis.call('ZRANGE', KEYS[2], 0, ARGV[7] - 1)) do
    if redis.call('EXISTS', ARGV[6] .. id) == 0 then redis.call('ZREM', KEYS[2], id) end
  end
else
  local live = {}
  local members = redis.call('ZRANGE', KEYS[2], 0, -1, 'WITHSCORES')
  for at = 1, #members, 2 do
    local id = members[at]
    local value = redis.call('GET', ARGV[6] .. id)
    if not value then
      redis.call('ZREM', KEYS[2], id)
    elseif not (replaces and id == ARGV[8]) then
      local _, _, expires = head(value)
      if tonumber(expires) > tonumber(ARGV[3]) then
        live[#live + 1] = { id = id, created = tonumber(members[at + 1]) }
      end
    end
  end
  table.sort(live, function(a, b)
    if a.created == b.created then return a.id < b.id end
    return a.created > b.created
  end)
  local is_news = false
  for at = tonumber(ARGV[5]), #live do
    if not announced[live[at].id] then is_news = true end
  end
  if is_news then
    local news = {}
    for at = ARGV[9] and 1 or tonumber(ARGV[5]), #live do news[#news + 1] = live[at].id end
    return news
  end
  for at = tonumber(ARGV[5]), #live do
    redis.call('DEL', ARGV[6] .. live[at].id)
    redis.call('ZREM', KEYS[2], live[at].id)
    ended = ended + 1
  end
end
if replaces then
  redis.call('ZREM', KEYS[2], ARGV[8])
  redis.call('DEL', ARGV[6] .. ARGV[8])
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[4])
redis.call('ZADD', KEYS[2], ARGV[3], ARGV[2])
keep_at_least(KEYS[2], ARGV[4])
return ended
`);

/** KEYS: record. ARGV: ifRenewedAt, renewedAt, expiresAt, ttl, prefix of indexes. */
export const RENEW: Script = script(`${SHARED}
local value = get(KEYS[1])
if not value then return 0 end
local version, renewed, _, user, rest = head(value)
if renewed ~= ARGV[1] then return 0 end
local index = ARGV[5] .. user
redis.call('EXISTS', KEYS[1], index)
redis.call('SET', KEYS[1],
  '1 ' .. version .. ' ' .. ARGV[2] .. ' ' .. ARGV[3] .. ' ' .. user .. '\\n' .. rest, 'PX', ARGV[4])
keep_at_least(index, ARGV[4])
return 1
`);

/** KEYS: record. ARGV: ifVersion, next version, data. */
export const UPDATE: Script = script(`${SHARED}
local value = get(KEYS[1])
if not value then return 0 end
local version, renewed, expires, user, rest = head(value)
if version ~= ARGV[1] then return 0 end
local facts = string.match(rest, '^[^\\n]*\\n')
redis.call('SET', KEYS[1],
  '1 ' .. ARGV[2] .. ' ' .. renewed .. ' ' .. expires .. ' ' .. user .. '\\n' .. facts .. ARGV[3], 'KEEPTTL')
return 1
`);

/** KEYS: record. ARGV: id, prefix of indexes. If the index is on another server (moving slot), a later operation removes the entry. */
export const REVOKE: Script = script(`${SHARED}
local value = get(KEYS[1])
if not value then return 0 end
local _, _, _, user = head(value)
redis.call('DEL', KEYS[1])
redis.pcall('ZREM', ARGV[2] .. user, ARGV[1])
return 1
`);

/** KEYS: index. ARGV: prefix of records. Returns a flat list of alternating ids and values. */
export const LIST: Script = script(`${ON_PRIMARY}
on_primary('ZREM', KEYS[1], '')
local found = {}
for _, id in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  local value = redis.call('MGET', KEYS[1], ARGV[1] .. id)[2]
  if value then
    found[#found + 1] = id
    found[#found + 1] = value
  else
    redis.call('ZREM', KEYS[1], id)
  end
end
return found
`);

/**
 * KEYS: index. ARGV: prefix of records, excepted id or '', ids whose ends are published. Returns the number of
 * sessions that it ended. If it would have to end sessions whose ends are not published, it ends none and
 * returns their ids.
 */
export const REVOKE_BY_USER: Script = script(`${ON_PRIMARY}${PUBLISHED}
on_primary('ZREM', KEYS[1], '')
local announced = announced_from(3)
local ended = 0
local news = {}
local ids = redis.call('ZRANGE', KEYS[1], 0, -1)
for _, id in ipairs(ids) do
  local exists = redis.call('EXISTS', KEYS[1], ARGV[1] .. id) == 2
  if exists and id ~= ARGV[2] and not announced[id] then news[#news + 1] = id end
end
if #news > 0 then return news end
for _, id in ipairs(ids) do
  if id ~= ARGV[2] then
    ended = ended + redis.call('DEL', ARGV[1] .. id)
    redis.call('ZREM', KEYS[1], id)
  end
end
return ended
`);
