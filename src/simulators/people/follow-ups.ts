/** Lines with which a customer picks a conversation up again. */
export const indonesianFollowUps = [
  'Kak gimana, sudah ada kabar?',
  'Halo? masih di sana kak?',
  'Oh iya kak, sekalian mau tanya {barang} warna {warna} ada?',
  'Kak resinya belum bisa dilacak ya',
  'Sudah saya transfer ya kak 🙏',
  'Makasih kak infonya',
  'Kalau kirim hari ini kira-kira sampai {kota} kapan?',
  'Bisa nambah 1 lagi gak kak? ukuran {ukuran}',
  'Kak maaf tanya lagi, ada garansi gak?',
  'Ok kak ditunggu ya',
  'Kurirnya barusan telepon tapi gak keangkat 😭',
  'P',
  'Kak???',
  'Boleh minta foto aslinya kak?',
] as const

export const englishFollowUps = [
  'Any news on this?',
  'Hi, me again. Could you check order {pesanan} please?',
  'Thanks, that works for me',
  'One more thing: does the {item} come in {color}?',
  'I have just paid, could you confirm?',
  'Still waiting for the tracking number…',
  'Sorry for the late reply, yes please go ahead',
  'Can you deliver to {kota} by Friday?',
  'It arrived, but the size is wrong 😕',
] as const

/** What the shop says when it has to look into something. */
export const holdingLines = [
  'Kami cek dulu ke gudang ya kak, mohon ditunggu 🙏',
  'Kami tanyakan dulu ke {kurir} ya kak, nanti kami kabari',
  'Baik kak, kami teruskan ke bagian keuangan. Besok kami kabari lagi ya',
] as const
export const englishHoldingLines = [
  'Let me check with our warehouse, I will get back to you tomorrow.',
  'I have asked the courier and will write as soon as they answer.',
] as const

/** Written after the window closed, and so never delivered. */
export const lateNudges = [
  'Halo kak {nama}, apakah pesanan {pesanan} sudah diterima dengan baik?',
  'Kak {nama}, {barang} yang kakak tanyakan sudah restock ya 😊',
] as const
export const englishLateNudges = [
  'Hi {nama}, just checking whether everything is fine with order {pesanan}?',
  'Hello {nama}, the {item} you asked about is back in stock 😊',
] as const
