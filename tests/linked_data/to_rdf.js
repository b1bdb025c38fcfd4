// Prints what jsonld.js reads at each address after the base URL: {address: N-Quads}.
const { toRDF } = require("jsonld");
const [base, ...addresses] = process.argv.slice(2);

(async () => {
  const quads = {};
  for (const address of addresses) {
    quads[address] = await toRDF(base + address, { format: "application/n-quads" });
  }
  console.log(JSON.stringify(quads));
})();
