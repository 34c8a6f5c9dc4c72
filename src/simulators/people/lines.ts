import { englishFollowUps, indonesianFollowUps } from './follow-ups.ts'
import type { Language } from './person.ts'

/** Lines in every language that customers write; `{barang}` and its like are filled in. */
export type Lines = Readonly<Record<Language, readonly string[]>>

/** With these a customer picks a conversation up again. */
export const followUps: Lines = {
  id: indonesianFollowUps,
  en: englishFollowUps,
  ar: ['هل من جديد؟', 'مرحبا، هل ما زلتم هنا؟', 'أين رقم التتبع من فضلكم؟', 'سؤال آخر: هل يوجد مقاس {ukuran}؟'],
  he: ['יש חדש?', 'היי, אני עדיין מחכה למספר המעקב', 'עוד שאלה: זה קיים במידה {ukuran}?'],
}

/** With these a customer answers the shop. */
export const answers: Lines = {
  id: [
    'Oke kak, makasih infonya 🙏',
    'Siap kak, ditunggu ya',
    'Oh gitu, baik kak',
    'Boleh kak, lanjut ya',
    'Oke, saya transfer ke {bank} ya kak',
    'Kalau ke {kota} ongkirnya berapa kak?',
    'Baik kak, saya cek dulu ya',
    'Sip kak 👍',
    'Hmm, bisa dibantu lebih cepat gak kak?',
    'Alamatnya masih sama ya kak',
    'Noted kak, terima kasih banyak',
  ],
  en: [
    'Great, thank you!',
    'Ok, I will wait for it then',
    'Perfect, please go ahead',
    'And how much is the shipping to {kota}?',
    'Hmm, could it be any sooner?',
    'Let me check and get back to you',
    'Same address as last time, please',
    'Thanks for the quick reply 👍',
  ],
  ar: ['شكرا جزيلا 🌹', 'تمام، بانتظاركم', 'حسنا، متى يصل تقريبا؟', 'ممتاز، بارك الله فيكم'],
  he: ['תודה רבה!', 'מעולה, אני מחכה', 'אוקיי, ומתי זה יגיע בערך?', 'מצוין, תודה על המענה המהיר'],
}

/** What comes a moment after the rest. */
export const afterthoughts: Lines = {
  id: ['Ditunggu ya kak 🙏', 'Makasih sebelumnya', 'Eh maksudnya yang {warna} ya kak', 'Kalau bisa hari ini 🙏'],
  en: ['Thanks in advance!', 'Sorry, I meant the {color} one', 'Today if possible 🙏'],
  ar: ['شكرا مقدما', 'اليوم إن أمكن 🙏'],
  he: ['תודה מראש', 'היום אם אפשר 🙏'],
}

/** Pictures with what stands below them. */
export const pictures: Lines = {
  id: [
    '[image] Ini fotonya ya kak',
    '[image] Yang seperti ini kak?',
    '[image] Sampainya begini kak 😕',
    '[image] Bukti transfernya ya kak',
  ],
  en: [
    '[image] Here is the photo',
    '[image] Like this one?',
    '[image] It arrived like this 😕',
    '[image] Proof of payment',
  ],
  ar: ['[image] هذه هي الصورة', '[image] وصل بهذا الشكل 😕'],
  he: ['[image] הנה התמונה', '[image] זה הגיע ככה 😕'],
}

/** What is said without writing, or by pointing at what the shop wrote. */
export const wordless: Lines = {
  id: [
    '[audio]',
    '[sticker]',
    '[reaction] 👍',
    '[reaction] 🙏',
    '[location]',
    '[contacts] Bu Ratna (penerima), +62 813-1999-2040',
    '[reply] Yang ini maksudnya kak?',
    '[reply] Oke kak, yang ini saja',
    '[document:bukti-transfer-{pesanan}.pdf] Bukti transfernya kak',
  ],
  en: [
    '[audio]',
    '[sticker]',
    '[reaction] ❤️',
    '[reaction] 👍',
    '[location]',
    '[contacts] Front desk, +62 361 775 2040',
    '[reply] Do you mean this one?',
    '[document:receipt-{pesanan}.pdf] My receipt',
  ],
  ar: ['[audio]', '[reaction] 🌹', '[reply] أي واحد تقصدون؟'],
  he: ['[audio]', '[reaction] 👍', '[reply] הכוונה לזה?'],
}
