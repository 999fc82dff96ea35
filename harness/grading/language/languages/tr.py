"""Turkish: the words by which a reply says what it means."""

from __future__ import annotations

from harness.grading.language.languages._roles import Language

LANGUAGE = Language(
    "Turkish",
    announce=(
        "cevap", "cevap:", "doğru cevap", "sonuç:", "yanıt", "yanıt:", "son cevap", "nihai cevap",
    ),
    heading=(
        "cevap", "sonuç", "yanıt", "nihai cevap", "özet",
    ),
    conclude=(
        "dolayısıyla", "bu nedenle", "böylece", "sonuç olarak", "o halde",
    ),
    retract=(
        "bu yanlış", "yanlış yaptım", "hata yaptım", "düzeltme:",
    ),
    hesitate=(
        "bekle", "aslında", "hayır,",
    ),
    remark=(
        "örnek", "sağlama", "kontrol", "not:",
    ),
    explain=(
        " çünkü ", " zira ",
    ),
    refuse=(
        "bilmiyorum", "belirlenemez", "bulunamaz", "yeterli bilgi yok",
    ),
    deny=(
        "asla", "sanki",
    ),
    attitude=(
        "şüpheliyim", "sanmıyorum", "zor ihtimal",
    ),
    denied=(
        "değildir", "değil", "yanlıştır", "olamaz", "geçersizdir",
    ),
    suppose=(
        "eğer", "varsayalım", "diyelim ki", "farz edelim", "örneğin",
    ),
    turn=(
        "değil", "değildir", "yok", "hiç", "asla", "yanlış",
    ),
    modal=(
        "belki", "olabilir",
    ),
    made=(
        "cevabın", "yanıtın",
    ),
    same=(
        "değeri",
    ),
    condition=(
        "eğer",
    ),
    given=(
        "verilmiştir", "soruda", "problemde",
    ),
    link=(
        "yani", "toplam", "eşittir", "tam", "sadece",
    ),
    state=(
        "yani", "eşittir",
    ),
    case=(
        "eğer", "için",
    ),
    join=(
        "ve", "veya", "ya da",
    ),
    either=(
        "veya", "ya da", "yahut",
    ),
    none=(
        "çözüm yok", "çözüm yoktur", "tanımsız", "imkansız", "yoktur",
    ),
    when=(
        "eğer", "ise", "için", "olduğunda", "iken",
    ),
    otherwise=(
        "aksi halde", "aksi takdirde", "diğer durumlarda", "değilse",
    ),
    border=(
        "eşitlikte", "eşitlik durumunda", "sınırda",
    ),
    always=(
        "her zaman", "daima", "her durumda", "tüm durumlarda",
    ),
    leading=(
        "daha hızlı", "hızlı", "daha erken", "daha kısa", "daha iyi", "kazanır",
    ),
    trailing=(
        "daha yavaş", "yavaş", "daha geç", "daha uzun", "daha kötü", "kaybeder",
    ),
)  # fmt: skip
