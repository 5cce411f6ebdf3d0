// Makes dist/communes.json.gz, what `terreau init` reads, from the national register of communes (12 MB of JSON).
import { createRequire } from "node:module";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const NAME = "@etalab/decoupage-administratif";
const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(createRequire(import.meta.url).resolve(`${NAME}/package.json`));
const read = (file) => JSON.parse(readFileSync(join(root, file), "utf8"));

const groupings = read("data/epci.json");
const grouping = new Map(groupings.flatMap((one) => one.membres.map((member) => [member.code, one.code])));
const all = read("data/communes.json");
const register = {
  source: `${NAME} ${read("package.json").version}`,
  departements: Object.fromEntries(read("data/departements.json").map((one) => [one.code, one.nom])),
  groupings: Object.fromEntries(groupings.map((one) => [one.code, one.nom])),
  communes: all
    .filter((one) => one.type === "commune-actuelle")
    .map((one) => [
      one.code, one.nom, one.departement, one.population ?? null,
      one.codesPostaux ?? [], grouping.get(one.code) ?? "", one.anciensCodes ?? [],
    ]),
  former: all.filter((one) => one.chefLieu).map((one) => [one.code, one.nom, one.chefLieu]),
};

const out = join(here, "dist", "communes.json.gz");
mkdirSync(dirname(out), { recursive: true });
writeFileSync(`${out}.part`, gzipSync(JSON.stringify(register), { level: 9 }));
renameSync(`${out}.part`, out);
console.log(`register of communes: ${register.communes.length} communes`);
