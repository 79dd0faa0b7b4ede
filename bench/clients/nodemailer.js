// nodemailer.js HOST PORT FROM TO SUBJECT: one mail over SMTP, composed by nodemailer
import nodemailer from 'nodemailer';

const [host, port, from, to, subject] = process.argv.slice(2);
const transport = nodemailer.createTransport({ host, port: Number(port), secure: false, ignoreTLS: true });
const { response } = await transport.sendMail({
  from,
  to,
  subject,
  text: 'Grüße von nodemailer\n.\n',
  attachments: [{ filename: 'anlage.bin', content: Buffer.from([0, 13, 10, 46, 255]) }],
});
console.log(response);
