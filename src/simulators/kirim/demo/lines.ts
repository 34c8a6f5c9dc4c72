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

/** What stands below a picture. */
export const captions: Lines = {
  id: ['Ini fotonya ya kak', 'Yang seperti ini kak?', 'Sampainya begini kak 😕', 'Bukti transfernya ya kak'],
  en: ['Here is the photo', 'Like this one?', 'It arrived like this 😕', 'Proof of payment'],
  ar: ['هذه هي الصورة', 'وصل بهذا الشكل 😕'],
  he: ['הנה התמונה', 'זה הגיע ככה 😕'],
}
