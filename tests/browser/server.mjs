// A small static host on this machine: a folder below a path, with the site's own `_headers` or
// else the strict policy that every page is made for.
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, resolve } from 'node:path'

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.csv': 'text/csv; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.xml': 'application/xml',
  '.txt': 'text/plain; charset=utf-8',
}

// What kepi promises for its pages, for hosts that read no `_headers`.
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** Rules of a `_headers` file: a path with `*`, then indented headers. */
export function rules(text) {
  const all = []
  for (const line of text.split('\n').filter((line) => line.trim() && !line.trim().startsWith('#'))) {
    if (/^\S/.test(line)) {
      const pattern = line.trim().replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
      all.push({ path: new RegExp(`^${pattern}$`), headers: {} })
    } else {
      const [, name, value] = /^([^:]+):(.*)$/.exec(line.trim())
      all.at(-1).headers[name] = value.trim()
    }
  }
  return all
}

/** Serves a folder below `base`; gives its address, and `close`. */
export async function serve(folder, base = '/') {
  const own = join(folder, '_headers')
  const headers = existsSync(own)
    ? rules(readFileSync(own, 'utf8'))
    : [{ path: /.*/, headers: { 'Content-Security-Policy': POLICY } }]
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://host').pathname)
    // Browsers ask for it by themselves, at the root of the host whatever stands below.
    if (path === '/favicon.ico') return void response.writeHead(204).end()
    const below = path.startsWith(base) ? path.slice(base.length - 1) : undefined
    let file = below && join(resolve(folder), below)
    if (file?.startsWith(resolve(folder)) && existsSync(file) && statSync(file).isDirectory()) {
      if (!path.endsWith('/')) return void response.writeHead(301, { location: `${path}/` }).end()
      file = join(file, 'index.html')
    }
    if (!file?.startsWith(resolve(folder)) || !existsSync(file)) return void response.writeHead(404).end()
    const all = { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' }
    for (const rule of headers.filter((rule) => rule.path.test(below))) Object.assign(all, rule.headers)
    response.writeHead(200, all)
    createReadStream(file).pipe(response)
  })
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address()
  return {
    address: `http://127.0.0.1:${port}${base}`,
    close: () => new Promise((done) => server.close(done).closeAllConnections()),
  }
}
