// stomp.js HOST PORT FROM TO FILE: one whole message to mail.submit over STOMP, its bytes untouched
import { readFileSync } from 'node:fs';
import stompit from 'stompit';

const [host, port, from, to, file] = process.argv.slice(2);
const { BROKER_USER: login = '', BROKER_PASSWORD: passcode = '' } = process.env;
const connectHeaders = { host, 'heart-beat': '0,0', ...(login && { login, passcode }) };

const fail = (error) => {
  console.error('Error:', error.message);
  process.exit(1);
};

stompit.connect({ host, port: Number(port), connectHeaders }, (error, client) => {
  if (error) fail(error);
  client.on('error', fail);
  const bytes = readFileSync(file);
  const frame = client.send(
    {
      destination: 'mail.submit',
      'destination-type': 'ANYCAST',
      mailFrom: from,
      rcptTo: to,
      persistent: 'true',
      'content-length': bytes.length, // makes it a BytesMessage
    },
    { onReceipt: () => client.disconnect() }, // the broker has it
  );
  frame.end(bytes);
});
