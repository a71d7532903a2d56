// Asks Node's Intl (ICU with CLDR) what the tests compare the formatter with.
//
//   node tests/tools/intl.mjs answer     reads a JSON array of questions, prints a JSON array of answers
//   node tests/tools/intl.mjs patterns   prints src/language/patterns.tsv
//   node tests/tools/intl.mjs locales    prints a JSON array of all locales it knows

const numbers = new Map();
function number(locale, options, value) {
  const key = locale + JSON.stringify(options);
  if (!numbers.has(key)) numbers.set(key, new Intl.NumberFormat(locale, options));
  return numbers.get(key).format(value); // a string keeps all its digits
}

const date = (locale, options, text) =>
  new Intl.DateTimeFormat(locale, { calendar: 'gregory', timeZone: 'UTC', ...options })
    .format(new Date(`${text}T00:00:00Z`));

const answers = {
  number: ({ locale, options, value }) => number(locale, options, value),
  date: ({ locale, options, value }) => date(locale, options, value),
  list: ({ locale, options, value }) => new Intl.ListFormat(locale, options).format(value),
  plural: ({ locale, options, value }) => new Intl.PluralRules(locale, options).select(value),
  categories: ({ locale, options }) =>
    new Intl.PluralRules(locale, options).resolvedOptions().pluralCategories.toSorted(),
  sorted: ({ locale, options, value }) => value.toSorted(new Intl.Collator(locale, options).compare),
};

// Characters that nobody sees, by name, so that the table can be read.
const NAMES = {
  '\u00a0': '{nbsp}', '\u202f': '{nnbsp}', '\u200e': '{lrm}', '\u200f': '{rlm}', '\u061c': '{alm}',
};
const legible = (text) => text.replace(/[\u00a0\u202f\u200e\u200f\u061c]/g, (c) => NAMES[c]);

// The sign of a negative number with its marks: what stands before the digits, and after them.
function signOf(locale) {
  const parts = new Intl.NumberFormat(locale).formatToParts(-5);
  const digits = parts.findIndex((part) => part.type === 'integer');
  const text = (list) => list.map((part) => part.value).join('');
  return [text(parts.slice(0, digits)), text(parts.slice(digits + 1))];
}

const OPTIONS = {
  percent: { style: 'percent' },
  money: { style: 'currency', currency: 'XYZ', currencyDisplay: 'code', maximumFractionDigits: 0 },
};

// `-` is the sign, `0` the number.
function pattern(kind, locale) {
  const format = new Intl.NumberFormat(locale, OPTIONS[kind]);
  const shape = (value) =>
    format.formatToParts(value).map((part) => (part.type === 'integer' ? '0' : part.value)).join('');
  const [before, after] = signOf(locale);
  const value = kind === 'percent' ? 0.05 : 5;
  const negative = shape(-value);
  const start = negative.indexOf(before);
  let text = negative.slice(0, start) + '-' + negative.slice(start + before.length);
  if (after) text = text.replace(`0${after}`, '0');
  // Where leaving out the sign does not give the positive form, both are said, as in CLDR itself.
  const positive = shape(value);
  return legible(text.replace('-', '') === positive ? text : `${positive};${text}`);
}

function locales() {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const pairs = letters.flatMap((a) => letters.map((b) => a + b));
  const languages = [...pairs, ...pairs.flatMap((p) => letters.map((c) => p + c))];
  const regions = [...pairs.map((p) => p.toUpperCase()), '419', '150', '001'];
  const known = (tag) => {
    try {
      return new Intl.NumberFormat(tag).resolvedOptions().locale === tag;
    } catch {
      return false; // not a tag at all
    }
  };
  return Intl.NumberFormat.supportedLocalesOf(languages)
    .filter((language) => language !== 'und')
    .flatMap((language) => [language, ...regions.map((r) => `${language}-${r}`).filter(known)]);
}

// Tags with a script or region whose own name a reader would look for.
const NAMED = ['de-AT', 'de-CH', 'en-GB', 'en-US', 'es-419', 'es-ES', 'es-MX', 'fr-CA', 'fr-CH',
  'pt-BR', 'pt-PT', 'sr-Cyrl', 'sr-Latn', 'zh-Hans', 'zh-Hant', 'zh-HK', 'zh-TW'];

function ownName(tag) {
  const name = new Intl.DisplayNames(tag, { type: 'language', fallback: 'none' }).of(tag);
  if (!name) return undefined;
  const english = new Intl.DisplayNames('en', { type: 'language' }).of(tag);
  if (name === english && !/^(en|af|wae|zu)/.test(tag) && !/[^\x00-\x7f]/.test(name)
    && new Intl.DisplayNames(tag, { type: 'language' }).resolvedOptions().locale === 'en-US') return undefined;
  // A name that stands alone starts with a capital, where the script has capitals of that kind.
  return name.replace(/^(?!\p{Script=Georgian})\p{Ll}/u, (letter) => letter.toLocaleUpperCase(tag));
}

function patterns() {
  const all = locales();
  const usual = (tag) => new Intl.NumberFormat(tag).resolvedOptions().numberingSystem;
  const language = (tag) => tag.split('-')[0];
  const arabicLanguages = new Set(all.filter((tag) => usual(tag).startsWith('arab')).map(language));
  const arabic = all.filter((tag) => arabicLanguages.has(language(tag)));
  const rows = [];
  for (const kind of ['percent', 'money']) {
    const found = new Map(); // key → pattern; `und` is the root
    // The same search as in src/language/patterns.rs.
    const search = (tag, numbering) => {
      for (let t = tag; t; t = t.includes('-') ? t.slice(0, t.lastIndexOf('-')) : '') {
        const key = numbering ? `${t}-u-nu-${numbering}` : t;
        if (found.has(key)) return found.get(key);
      }
      if (numbering) return found.get(`und-u-nu-${numbering}`) ?? search(tag);
      return found.get('und');
    };
    const visit = (tag, numbering) => {
      const key = numbering ? `${tag}-u-nu-${numbering}` : tag;
      const is = pattern(kind, key);
      if (search(tag, numbering) !== is) found.set(key, is);
    };
    // Intl has no root: `und` would be the language of this machine. English writes as the root does.
    found.set('und', pattern(kind, 'en'));
    for (const tag of all) visit(tag);
    for (const numbering of ['arab', 'arabext']) {
      found.set(`und-u-nu-${numbering}`, pattern(kind, `en-u-nu-${numbering}`));
      for (const tag of arabic) if (usual(tag) !== numbering) visit(tag, numbering);
    }
    const others = all.filter((tag) => usual(tag) !== 'latn');
    for (const tag of new Set(others.map(language))) {
      found.set(`${tag}-u-nu-latn`, pattern(kind, `${tag}-u-nu-latn`));
    }
    for (const tag of others) visit(tag, 'latn');
    for (const shape of new Set(found.values())) {
      const tags = [...found].filter(([, is]) => is === shape).map(([tag]) => tag);
      rows.push([kind, shape, tags.join(' ')].join('\t'));
    }
  }
  const names = all.filter((tag) => !tag.includes('-')).concat(NAMED).toSorted()
    .map((tag) => [tag, ownName(tag)]).filter(([, name]) => name);
  rows.push(...names.map(([tag, name]) => ['name', name, tag].join('\t')));
  return [
    `# How languages write a percentage (percent), an amount of the currency XYZ (money), and their own`,
    `# name. In a pattern, - is the sign and 0 the number. A tag that is not listed is looked up without`,
    `# its last part, and at last as und.`,
    `# From CLDR ${process.versions.cldr}, written by: node tests/tools/intl.mjs patterns`,
    ...rows, ''].join('\n');
}

const [mode] = process.argv.slice(2);
if (mode === 'patterns') {
  process.stdout.write(patterns());
} else if (mode === 'locales') {
  console.log(JSON.stringify(locales()));
} else if (mode === 'answer') {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const questions = JSON.parse(Buffer.concat(chunks).toString());
  console.log(JSON.stringify(questions.map((question) => answers[question.ask](question))));
} else {
  console.error('usage: intl.mjs answer|patterns|locales');
  process.exit(2);
}
