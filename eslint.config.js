// How `npm run lint` checks the scripts of the web pages. Names that are not defined are found by tsc, which
// knows that the scripts in kg/diagrams/scripts are one program, in one page. Those in kg/site/scripts are modules,
// which kg/site/scripts/build.js puts together.
"use strict";

const js = require("@eslint/js");
const globals = require("globals");

const rules = {
  curly: ["error", "multi-line"],
  eqeqeq: "error",
  "max-len": ["error", { code: 120 }],
  "max-lines": ["error", 400],
  "no-implicit-globals": "error",
  "no-shadow": ["error", { builtinGlobals: false }],
  "no-undef": "off",
  "no-unused-vars": ["error", { vars: "local" }],
  "no-var": "error",
  "object-shorthand": "error",
  "prefer-const": "error",
  "prefer-template": "error",
  strict: ["error", "global"],
};

module.exports = [
  { ignores: ["kg/site/bundle/"] },
  js.configs.recommended,
  {
    files: ["kg/**/*.js"],
    ignores: ["kg/site/scripts/**"],
    languageOptions: { ecmaVersion: 2022, sourceType: "script", globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules,
  },
  {
    files: ["kg/site/scripts/**/*.js"],
    languageOptions: { ecmaVersion: 2023, sourceType: "module", globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: { ...rules, "no-unused-vars": "error" },
  },
];
