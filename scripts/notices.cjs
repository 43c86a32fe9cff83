// The licences of what is bundled, written by the build to dist/THIRD-PARTY-NOTICES.txt.
const fs = require('node:fs');
const path = require('node:path');

/** The package that a file of node_modules belongs to. */
const packageOf = (file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];

/** What a package says of its licence: the texts beside its manifest, else the name and the author there. */
function noticeOf(folder) {
  const { name, version, license, author } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const files = fs.readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice|thirdparty)/i.test(file));
  const texts = files.sort().map((file) => fs.readFileSync(path.join(folder, file), 'utf8').trim());
  if (texts.length === 0) texts.push(`${license}, ${typeof author === 'string' ? author : (author?.name ?? name)}`);
  return `${name} ${version} (${license})\n\n${texts.join('\n\n')}\n`;
}

/**
 * @param {Iterable<string>} files what went into the bundles, relative to the project, with `/`
 * @returns one text, by the names of the packages
 */
exports.notices = function notices(files) {
  const folders = new Set([...files].map(packageOf).filter(Boolean));
  const parts = new Set([...folders].map(noticeOf));
  return ['Memoscope contains code of these packages.\n', ...[...parts].sort()].join(`\n${'-'.repeat(80)}\n\n`);
};
