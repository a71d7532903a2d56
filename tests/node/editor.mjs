// Does what Even Better TOML does in an editor. Reads { schema, text, at: [[line, column]], hover:
// [line, column] } on standard input; prints { problems, completions, hover } of Taplo's language
// server, which completes and checks the text with the schema.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const { TaploLsp } = createRequire(import.meta.url)('@taplo/lsp')
const { schema, text, at, hover } = JSON.parse(readFileSync(0, 'utf8'))

const folder = mkdtempSync(join(tmpdir(), 'kepi-editor-'))
writeFileSync(join(folder, 'schema.json'), JSON.stringify(schema))
const root = pathToFileURL(folder).href
const uri = `${root}/new.toml`

// What the server asks of its surroundings; it must not reach the network.
const environment = {
  now: () => new Date(0),
  envVar: () => undefined,
  envVars: () => [],
  stdErrAtty: () => false,
  stdin: async () => new Uint8Array(),
  stdout: async (bytes) => bytes.length,
  stderr: async (bytes) => bytes.length,
  glob: () => [],
  readFile: async (path) => readFileSync(path),
  writeFile: async () => {},
  urlToFilePath: (url) => decodeURIComponent(url).replace(/^file:\/\//, ''),
  isAbsolute,
  cwd: () => folder,
  findConfigFile: () => undefined,
  fetch: { fetch: async () => { throw new Error('no network') }, Headers, Request, Response },
}

const answers = new Map()
let problems
const published = new Promise((resolve) => { problems = resolve })
let server
const send = (message) => server.send({ jsonrpc: '2.0', ...message })
const ask = (method, params) => new Promise((resolve) => {
  const id = answers.size + 1
  answers.set(id, resolve)
  send({ id, method, params })
})

server = await TaploLsp.initialize(environment, {
  onMessage(message) {
    if (message.method === 'workspace/configuration') {
      const settings = { schema: { enabled: true, catalogs: [] } }
      send({ id: message.id, result: message.params.items.map(() => settings) })
    } else if (message.method === 'textDocument/publishDiagnostics') {
      // First the syntax alone, then what the schema says.
      const all = message.params.diagnostics.map((problem) => problem.message)
      if (all.length > 0) problems(all)
    } else if (message.id !== undefined && message.method === undefined) {
      answers.get(message.id)?.(message.result)
    }
  },
})

await ask('initialize', { rootUri: root, capabilities: {}, workspaceFolders: [{ uri: root, name: 'report' }] })
send({ method: 'initialized', params: {} })
const document = `#:schema ./schema.json\n${text}`
send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'toml', version: 1, text: document } } })

// The schema's line stands above the text.
const place = ([line, character]) => ({ textDocument: { uri }, position: { line: line + 1, character } })
const completions = []
for (const position of at) {
  const answer = await ask('textDocument/completion', place(position))
  const items = answer?.items ?? answer ?? []
  completions.push(items.map((item) => [item.label, item.documentation?.value ?? item.documentation ?? '']))
}
const hovered = await ask('textDocument/hover', place(hover))
const late = new Promise((resolve) => setTimeout(resolve, 10_000, []).unref())
console.log(JSON.stringify({
  problems: await Promise.race([published, late]),
  completions,
  hover: hovered?.contents?.value ?? null,
}))
process.exit(0)
