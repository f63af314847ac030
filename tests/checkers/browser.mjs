// A page of headless Chromium that can load nothing but what a script here hands it.
import { chromium } from "playwright-core";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const FOLDER = path.join(import.meta.dirname, "node_modules");
const TYPES = { ".js": "text/javascript", ".css": "text/css", ".html": "text/html" };
export const HERE = "http://checkers.invalid";

// Calls `use` with a page on which `/` is `html` and other paths are files of installed packages.
export async function withPage(html, use) {
  const browser = await chromium.launch({
    executablePath: process.env.SPINEPATH_CHROMIUM,
    args: ["--no-sandbox"],
  });
  const page = await browser.newPage();
  const outside = [];
  page.on("pageerror", (error) => outside.push(`error: ${error.message}`));
  await page.route("**/*", (route) => {
    const url = new URL(route.request().url());
    if (url.pathname === "/") return route.fulfill({ contentType: "text/html", body: html });
    const file = path.join(FOLDER, url.pathname);
    if (url.origin !== HERE || !file.startsWith(FOLDER)) outside.push(url.href);
    else if (existsSync(file)) {
      const contentType = TYPES[path.extname(file)] ?? "application/octet-stream";
      return route.fulfill({ contentType, body: readFileSync(file) });
    }
    return route.abort();
  });
  await page.goto(HERE);
  try {
    await use(page);
  } finally {
    await browser.close();
  }
  return outside;
}

export const input = () => JSON.parse(readFileSync(0));
export const print = (found) => process.stdout.write(JSON.stringify(found));
