// amqp.js HOST PORT FROM TO FILE: one whole message to mail.submit over AMQP 1.0, its bytes untouched
import { readFileSync } from 'node:fs';
import rhea from 'rhea';

const [host, port, from, to, file] = process.argv.slice(2);
const { BROKER_USER: username = 'anonymous', BROKER_PASSWORD: password } = process.env;

rhea.on('sendable', ({ sender }) => {
  if (sender.sent) return;
  sender.sent = true;
  sender.send({
    durable: true,
    application_properties: { mailFrom: from, rcptTo: to },
    body: rhea.message.data_section(readFileSync(file)),
  });
});
rhea.on('accepted', ({ connection }) => connection.close());
for (const fault of ['rejected', 'released', 'sender_error', 'connection_error', 'disconnected']) {
  rhea.on(fault, ({ error, delivery, sender, connection }) => {
    console.error(fault, error ?? delivery?.remote_state ?? sender?.error ?? connection?.error ?? '');
    process.exit(1);
  });
}
rhea.connect({ host, port: Number(port), username, password, reconnect: false })
  .open_sender({ target: { address: 'mail.submit', capabilities: ['queue'] } });
