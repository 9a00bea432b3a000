// The lint has to find what is planted: each row breaks one file in one way.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import assert from "node:assert/strict";

const here = dirname(fileURLToPath(import.meta.url));

const planted = [
  ["container/Dockerfile", "WORKDIR /source", "WORKDRI /source", "Unknown instruction"],
  ["container/Dockerfile", "USER $APP_UID", "USER", "no arguments"],
  ["container/compose.yaml", "stop_grace_period: 45s", "stop_grace: 45s", "must NOT have additional properties"],
  ["container/compose.yaml", "node1: { condition: service_healthy }", "node9: { condition: service_healthy }", "node9"],
  ["container/compose.yaml", "../haproxy/haproxy.cfg", "../haproxy/haproxy.conf", "haproxy.conf"],
  ["container/compose.yaml", "secrets: [certificate]", "secrets: [key]", "secret key"],
  ["kubernetes/nodes.yaml", "replicas: 2", "replicas: two", "'number'"],
  ["kubernetes/nodes.yaml", "serviceName: livesession", "services: livesession", "services"],
  ["kubernetes/nodes.yaml", "apiVersion: policy/v1", "apiVersion: policy/v7", "PodDisruptionBudget"],
  ["kubernetes/nodes.yaml", "secretRef: { name: livesession-connections }", "secretRef: { name: connections }", "connections"],
  ["kubernetes/nodes.yaml", "path: /healthz/open, port: http", "path: /healthz/open, port: web", "probe"],
  ["kubernetes/proxy.yaml", "selector: { app: livesession-proxy }", "selector: { app: proxy }", "selects no pod"],
  ["kubernetes/proxy.yaml", "configMap: { name: livesession-haproxy }", "configMap: { name: haproxy }", "configuration haproxy"],
  ["kubernetes/proxy.yaml", "livesession-1.livesession.livesession.svc.cluster.local:8080", "livesession-1.livesession:8080", "whole name"],
  ["kustomization.yaml", "kubernetes/proxy.yaml", "kubernetes/ingress.yaml", "ingress.yaml"],
  ["monitoring/grafana.json", "\"w\": 12", "\"w\": 13", "panel"],
];

const lint = folder => spawnSync(process.execPath, [join(here, "lint.mjs"), folder], { encoding: "utf8" });

test("what is shipped has no faults", () => {
  const { stdout, stderr, status } = lint(join(here, ".."));
  assert.equal(stdout + stderr, "");
  assert.equal(status, 0);
});

for (const [file, whole, broken, said] of planted) {
  test(`${file}: "${broken || `without ${whole}`}" is found`, () => {
    const folder = mkdtempSync(join(tmpdir(), "livesession-lint-"));
    try {
      const shipped = join(folder, "infra");
      cpSync(join(here, ".."), shipped, { recursive: true, filter: source => !source.includes("node_modules") });
      const text = readFileSync(join(shipped, file), "utf8");
      assert.ok(text.includes(whole), "the row names what is not there");
      writeFileSync(join(shipped, file), text.replace(whole, broken));
      const { stdout, status } = lint(shipped);
      assert.equal(status, 1);
      assert.ok(stdout.includes(said), stdout);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}
