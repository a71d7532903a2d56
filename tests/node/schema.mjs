// Reads { schemas: { kind: schema }, files: [{ path, kind, data }] } on standard input; prints what
// the schemas have against the files, a line each, and fails if a schema is none.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const Ajv = require('ajv')
const { schemas, files } = JSON.parse(readFileSync(0, 'utf8'))

const ajv = new Ajv({ schemaId: 'auto', allErrors: true, meta: false, nullable: false })
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'))
ajv._opts.defaultMeta = 'http://json-schema.org/draft-04/schema'

const validators = {}
for (const [kind, schema] of Object.entries(schemas)) validators[kind] = ajv.compile(schema)

for (const { path, kind, data } of files) {
  const validate = validators[kind]
  if (validate(data)) continue
  for (const error of validate.errors) {
    const details = Object.values(error.params).join(' ')
    console.log(`${path}: ${error.dataPath} ${error.message} (${details})`)
  }
}
