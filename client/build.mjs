// Bundles every entry script of the client into wwwroot/js, minified and without source maps, and beside them what is fetched later.
// Called by the build (Scripts.targets); "node build.mjs --tests" bundles the script tests into obj/script-tests instead.
import { build } from "esbuild";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const client = join(dirname(fileURLToPath(import.meta.url)), "LiveSession.Client");
const scripts = join(client, "Scripts");
const tests = process.argv.includes("--tests");

// In a browser the SignalR client never runs under Node: said to the bundler, it leaves out what only Node needs.
const withoutNode = {
  name: "without-node",
  setup: ({ onLoad }) => onLoad({ filter: /@microsoft.signalr.dist.esm.\w+\.js$/ }, ({ path }) => ({
    contents: readFileSync(path, "utf8").replaceAll(/\bPlatform\.isNode\b/g, "false"),
  })),
};

const bundle = (folder, options) => build({
  entryPoints: readdirSync(folder).filter(name => name.endsWith(".ts")).map(name => join(folder, name)),
  bundle: true,
  target: "es2022",
  legalComments: "none",
  logLevel: "warning",
  ...options,
});

if (tests) {
  await bundle(join(scripts, "tests"), {
    outdir: join(client, "obj", "script-tests"), outExtension: { ".js": ".mjs" }, format: "esm", platform: "node",
  });
} else {
  const forBrowsers = { outdir: join(client, "wwwroot", "js"), platform: "browser", plugins: [withoutNode], minify: true };
  // Nothing of a script is seen by another one.
  await bundle(join(scripts, "entry"), { ...forBrowsers, format: "iife" });
  // But for what a script imports once it is wanted.
  await bundle(join(scripts, "fetched"), { ...forBrowsers, format: "esm" });
}
