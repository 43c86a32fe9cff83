// For resolvers that know no "exports": they find that "main", the entry of the extension, is not in the npm package.
module.exports = require('./dist/runtime.cjs');
