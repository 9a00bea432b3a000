// Bundles every entry script of the client into wwwroot/js, minified and without source maps.
// Called by the build (Scripts.targets); "node build.mjs --tests" bundles the script tests into obj/script-tests instead.
import { build } from "esbuild";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const client = join(dirname(fileURLToPath(import.meta.url)), "LiveSession.Client");
const scripts = join(client, "Scripts");
const tests = process.argv.includes("--tests");
const folder = join(scripts, tests ? "tests" : "entry");

// In a browser the SignalR client never runs under Node: said to the bundler, it leaves out what only Node needs.
const withoutNode = {
  name: "without-node",
  setup: ({ onLoad }) => onLoad({ filter: /@microsoft.signalr.dist.esm.\w+\.js$/ }, ({ path }) => ({
    contents: readFileSync(path, "utf8").replaceAll(/\bPlatform\.isNode\b/g, "false"),
  })),
};

await build({
  entryPoints: readdirSync(folder).filter(name => name.endsWith(".ts")).map(name => join(folder, name)),
  outdir: tests ? join(client, "obj", "script-tests") : join(client, "wwwroot", "js"),
  outExtension: tests ? { ".js": ".mjs" } : {},
  bundle: true,
  // Nothing of a script is seen by another one.
  format: tests ? "esm" : "iife",
  target: "es2022",
  platform: tests ? "node" : "browser",
  plugins: tests ? [] : [withoutNode],
  minify: !tests,
  legalComments: "none",
  logLevel: "warning",
});
