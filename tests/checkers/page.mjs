// Checks HTML pages: [html] on standard input, [{outside, light, dark, paper, markup}] out.
//
// light, dark, paper: what axe-core finds on the page in Chromium, all rules but those it calls
// experimental. markup: what html-validate says of the text by its standard rules.
import axe from "axe-core";
import { HtmlValidate } from "html-validate/node";
import { input, print, withPage } from "./browser.mjs";

const validator = new HtmlValidate({ extends: ["html-validate:standard"], rules: { "long-title": "off" } });
const media = {
  light: { media: "screen", colorScheme: "light" },
  dark: { media: "screen", colorScheme: "dark" },
  paper: { media: "print", colorScheme: "light" },
};
const checked = [];
for (const html of input()) {
  const report = await validator.validateString(html);
  const found = { markup: report.results.flatMap(({ messages }) => messages.map((one) => `${one.ruleId}: ${one.message}`)) };
  found.outside = await withPage(html, async (page) => {
    for (const [name, how] of Object.entries(media)) {
      await page.emulateMedia(how);
      // Through the debugger: the page itself forbids scripts.
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => axe.run());
      found[name] = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`);
    }
  });
  checked.push(found);
}
print(checked);
