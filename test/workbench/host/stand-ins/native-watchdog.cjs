/**
 * @file Stands in for the native module `@vscode/native-watchdog`, which would have to be compiled. The extension host
 * looks for its parent once a second by itself, and the tests end the server's whole process group.
 */
module.exports = { start() {}, exit: (code) => process.exit(code ?? 0) };
