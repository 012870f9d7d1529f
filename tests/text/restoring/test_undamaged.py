"""Undamaged text in any script comes back byte for byte."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diaodu.text.restoring import restore

UNDAMAGED = {
    "a dictionary page": "生词：说(shuō)、开(kāi)、会(huì)，请各读三遍。",
    "a traditional dictionary page": "生詞:說(shuō)、開(kāi)、會(huì)、實(shí)。",
    "a traditional text book": "我(wǒ)們(men)學(xué)習(xí)漢(hàn)字(zì)。",
    "one gloss in a traditional page": "樂(yuè)清位於浙江東南部，物產豐饒。",
    "two readings of one character": "「行」讀作行(xíng)走或行(háng)業，「樂」讀作快樂(lè)或音樂(yuè)。",
    "units and letters": "每袋25公斤(kg)，选项(a)与选项(b)任选其一，见第三章(e)。",
    "a town in brackets": "成都(chengdu)和重庆(chongqing)都在西南。",
    "a simplified page": "全县上下真抓实干；什么？！你说呢？。\n“好！”；他答道。",
    "a traditional page": "縣長在會議後表示，這裡的環境著實不錯；「乾淨」二字最重要！",
    "Japanese": "東京都は、関東地方に位置する。はい、そうです！ひらがな；カタカナ？",
    "English": "What? Really?! (yes) (no) see (a) and (b).",
    "code": "if (a) return f(x) ? g(b) : h(c);",
    "signs": "🎉 ∠ABC＝90°，Γ(x)；\ud800 \U0001f600 ㄅㄆㄇ",
    "a table": "| 甲 | 乙 |\n| --- | --- |\n![](a.png)\n| 1 | 2 |\n",
    "a refrain": "这一行在歌里唱了两遍，一个字也没有改动。\n" * 2,
    "line ends": "第一行\r\n第二行\r\n\r\n",
}


@pytest.mark.parametrize("text", UNDAMAGED.values(), ids=UNDAMAGED)
def test_it_comes_back_as_it_was(text):
    restoration = restore(text)
    assert restoration.text == text
    assert not restoration.damaged


@settings(deadline=None)
@given(st.text(alphabet="的了县長會说。，；？!?;()abāū1 \n「」於后", max_size=200))
def test_whatever_is_not_judged_damaged_is_untouched(text):
    restoration = restore(text)
    assert restoration.damaged or restoration.text == text
