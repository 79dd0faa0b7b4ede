// smtp-server.mjs CERTIFICATE KEY USER PASSWORD FOLDER: nodemailer's smtp-server as a relay on loopback, for the tests.
// STARTTLS and a login are needed. Prints its port; writes each mail to FOLDER/N.eml. Ends with its standard input.
import { readFileSync, writeFileSync, renameSync } from 'node:fs';
import { SMTPServer } from 'smtp-server';

const [certificate, key, user, password, folder] = process.argv.slice(2);
const refusal = (code, text) => Object.assign(new Error(text), { responseCode: code });
let count = 0;
const server = new SMTPServer({
  cert: readFileSync(certificate),
  key: readFileSync(key),
  size: 100000,
  onAuth: (auth, session, done) =>
    auth.username === user && auth.password === password
      ? done(null, { user })
      : done(refusal(535, 'Authentication credentials invalid')),
  onMailFrom: (address, session, done) =>
    address.address.endsWith('@foreign.test') ? done(refusal(550, 'Sender address is not allowed.')) : done(),
  onRcptTo: (address, session, done) =>
    address.address.startsWith('nobody@') ? done(refusal(550, '5.1.1 User unknown')) : done(),
  onData: (stream, session, done) => {
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('end', () => {
      const file = `${folder}/${++count}.eml`;
      writeFileSync(`${file}.part`, Buffer.concat(chunks));
      renameSync(`${file}.part`, file);
      done(null, `taken as ${count}`);
    });
  },
});
server.listen(0, '127.0.0.1', () => console.log(server.server.address().port));
process.stdin.resume().on('end', () => process.exit(0));
