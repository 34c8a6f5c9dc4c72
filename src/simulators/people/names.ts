import { words } from './words.ts'

export const indonesianNames = words(`
  Ana Wijaya, Budi Santoso, Siti Rahmawati, Agus Setiawan, Dewi Lestari, Eko Prabowo, Fitri Handayani,
  Gilang Ramadhan, Hendra Gunawan, Indah Permatasari, Joko Susilo, Kartika Sari, Lukman Hakim, Mega Utami,
  Nur Aini, Oki Firmansyah, Putri Maharani, Rizky Pratama, Sri Wahyuni, Teguh Wibowo, Umi Kalsum, Vina Anggraeni,
  Wahyu Nugroho, Yanti Kurniawati, Zainal Arifin, Ayu Puspita, Bayu Saputra, Citra Dewanti, Dimas Aditya,
  Endah Sulastri, Fajar Hidayat, Galuh Pratiwi, Hana Safitri, Irfan Maulana, Jihan Aulia, Kevin Tanuwijaya,
  Laila Nurhaliza, Made Sudarma, Ni Luh Ayu, Oscar Simanjuntak, Pandu Winata, Ratna Juwita, Sari Melati,
  Tasya Amelia, Usman Harahap, Vera Siahaan, Wulan Ningsih, Yoga Pamungkas, Yuliana Tan, Adit, Mbak Sri, Bu Tuti,
  Pak Haji Somad, Nadya, Ferdi, Gita S., Toko Makmur, Kirana Boutique, CV Sumber Rejeki, Mama Rafa, Bunda Aqila,
  Ibu Lia (reseller)
`)

export const englishNames = words(`
  Olivia Bennett, Jack Harris, Emily Clarke, Daniel Wong, Sophie Turner, Marcus Lee, Grace Kim, Noah Patel,
  Chloe Martin, Ryan Goh, Hannah Fischer, Liam O’Connor, Priya Nair, Tom Ashford, Amelia Ross, Ben Carter,
  Zoe Lim, Oscar Nilsson, Lucy Zhang, Peter van Dijk, Isabelle Roy, Sam
`)

export const emojiNames = words(`
  ✨ Rara ✨, Dinda 🌸, 🐱 meong, Bang Jago 💪🏽, Keluarga 👨‍👩‍👧‍👦 Hartono, 🔥🔥🔥, Lia 🇮🇩, Tiara 🧕🏻
`)

export const longNames = words(`
  Raden Mas Haryo Suryo Kusumo Adiningrat Wijayakusuma bin Raden Panji Notonegoro Sosrodiningrat,
  Paguyuban Ibu-Ibu Arisan RT 07 RW 12 Perumahan Griya Asri Permai Blok C sampai Blok F Bekasi Timur,
  Muhammad Fathurrahman Al-Ghifari Nurhidayatullah Putra Pratama Wirasena Kartanegara,
  Toko_Grosir_Baju_Anak_Termurah_Tanah_Abang_Blok_A_Lantai_3_Los_C_Nomor_27_Buka_Tiap_Hari
`)

export const arabicNames = words(`
  محمد العتيبي, فاطمة الزهراء, عبد الرحمن الشمري, نورة الحربي, أحمد (Jakarta)
`)
export const hebrewNames = words(`
  נועה כהן, יוסי לוי, תמר מזרחי
`)
