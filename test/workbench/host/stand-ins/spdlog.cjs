/**
 * @file Stands in for the native module `@vscode/spdlog`, which would have to be compiled: without it every log file,
 * the extension's log channel among them, stays empty. Same interface, plain appends, no rotation.
 */
const { appendFileSync, mkdirSync } = require('node:fs');
const path = require('node:path');

const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
  #file;
  #level = 2;
  #plain = false;

  constructor(_type, _name, file) {
    this.#file = file;
    mkdirSync(path.dirname(file), { recursive: true });
  }

  trace = (message) => this.#write(0, message);
  debug = (message) => this.#write(1, message);
  info = (message) => this.#write(2, message);
  warn = (message) => this.#write(3, message);
  error = (message) => this.#write(4, message);
  critical = (message) => this.#write(5, message);

  getLevel = () => this.#level;
  setLevel = (level) => {
    this.#level = level;
  };
  clearFormatters = () => {
    this.#plain = true;
  };
  setPattern() {}
  flush() {}
  drop() {}

  #write(level, message) {
    if (level < this.#level) return;
    const time = new Date().toISOString().replace('T', ' ').slice(0, 23);
    appendFileSync(this.#file, this.#plain ? message : `${time} [${names[level]}] ${message}\n`);
  }
}

const create = async (name, file) => new Logger('rotating', name, file);

module.exports = {
  Logger,
  createAsyncRotatingLogger: create,
  createRotatingLogger: create,
  setFlushOn() {},
  setLevel() {},
  version: 0,
};
