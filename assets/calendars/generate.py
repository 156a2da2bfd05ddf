#!/usr/bin/env python3
"""Writes the calendars beside this file from two kept packages.

    python3 -m venv venv && venv/bin/pip install chinesecalendar holidays
    venv/bin/python assets/calendars/generate.py

China's list needs both packages: the State Council announces each year's days off and
the weekend days worked in exchange late in the year before, so only years that both
packages hold in full are written, and every day is compared. Where they differ the day
is named in the year's source and chinesecalendar's answer stands. Ireland's, England's and
the United States' lists come from `holidays` alone. Of the latter the federal days are
taken: California has all of them off too, so a count by them is never later than its own.
"""

from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

import chinese_calendar
import holidays
from chinese_calendar.constants import holidays as CN_OFF
from chinese_calendar.constants import workdays as CN_WORKED

HERE = Path(__file__).parent
# Changes with every change of a day.
VERSION = "2026.1"
CHINESECALENDAR = f"chinesecalendar {version('chinesecalendar')}"
HOLIDAYS = f"holidays {version('holidays')}"

# package's name: (id, English, Chinese)
CN_NAMES = {
    "New Year's Day": ("new-year", "New Year's Day", "元旦"),
    "Spring Festival": ("spring-festival", "Spring Festival", "春节"),
    "Tomb-sweeping Day": ("qingming", "Qingming Festival", "清明节"),
    "Labour Day": ("labour-day", "Labour Day", "劳动节"),
    "Dragon Boat Festival": ("dragon-boat", "Dragon Boat Festival", "端午节"),
    "Mid-autumn Festival": ("mid-autumn", "Mid-Autumn Festival", "中秋节"),
    "National Day": ("national-day", "National Day", "国庆节"),
    "Anti-Fascist 70th Day": ("victory-day", "Victory Day, 70th anniversary", "抗战胜利七十周年纪念日"),
}
IE_NAMES = {
    "New Year's Day": ("new-year", "New Year's Day", "元旦"),
    "Saint Brigid's Day": ("brigid", "Saint Brigid's Day", "圣布里吉德日"),
    "Day of Remembrance and Recognition": ("remembrance-2022", "Day of Remembrance and Recognition", "纪念与致谢日"),
    "Saint Patrick's Day": ("patrick", "Saint Patrick's Day", "圣帕特里克节"),
    "Easter Monday": ("easter-monday", "Easter Monday", "复活节星期一"),
    "May Bank Holiday": ("may", "May bank holiday", "五月公众假日"),
    "June Bank Holiday": ("june", "June bank holiday", "六月公众假日"),
    "August Bank Holiday": ("august", "August bank holiday", "八月公众假日"),
    "October Bank Holiday": ("october", "October bank holiday", "十月公众假日"),
    "Christmas Day": ("christmas", "Christmas Day", "圣诞节"),
    "Saint Stephen's Day": ("stephen", "Saint Stephen's Day", "圣斯蒂芬日"),
}
UK_NAMES = {
    "New Year's Day": ("new-year", "New Year's Day", "元旦"),
    "Good Friday": ("good-friday", "Good Friday", "耶稣受难日"),
    "Easter Monday": ("easter-monday", "Easter Monday", "复活节星期一"),
    "May Day": ("early-may", "Early May bank holiday", "五月初银行假日"),
    "Spring Bank Holiday": ("spring", "Spring bank holiday", "春季银行假日"),
    "Late Summer Bank Holiday": ("summer", "Summer bank holiday", "夏季银行假日"),
    "Christmas Day": ("christmas", "Christmas Day", "圣诞节"),
    "Boxing Day": ("boxing-day", "Boxing Day", "节礼日"),
    "New Year's Day (observed)": ("new-year-substitute", "New Year's Day, substitute day", "元旦补假"),
    "Christmas Day (observed)": ("christmas-substitute", "Christmas Day, substitute day", "圣诞节补假"),
    "Boxing Day (observed)": ("boxing-day-substitute", "Boxing Day, substitute day", "节礼日补假"),
    "Platinum Jubilee of Elizabeth II": ("jubilee-2022", "Platinum Jubilee", "女王登基七十周年庆典"),
    "State Funeral of Queen Elizabeth II": ("funeral-2022", "State funeral of Queen Elizabeth II", "女王国葬日"),
    "Coronation of Charles III": ("coronation-2023", "Coronation of King Charles III", "国王加冕日"),
}
US_NAMES = {
    "New Year's Day": ("new-year", "New Year's Day", "元旦"),
    "Martin Luther King Jr. Day": ("king", "Martin Luther King Jr. Day", "马丁·路德·金纪念日"),
    "Washington's Birthday": ("washington", "Washington's Birthday", "华盛顿诞辰纪念日"),
    "Memorial Day": ("memorial", "Memorial Day", "阵亡将士纪念日"),
    "Juneteenth National Independence Day": ("juneteenth", "Juneteenth", "六月节"),
    "Independence Day": ("independence", "Independence Day", "独立日"),
    "Labor Day": ("labor", "Labor Day", "劳工节"),
    "Columbus Day": ("columbus", "Columbus Day", "哥伦布日"),
    "Veterans Day": ("veterans", "Veterans Day", "退伍军人节"),
    "Thanksgiving Day": ("thanksgiving", "Thanksgiving Day", "感恩节"),
    "Christmas Day": ("christmas", "Christmas Day", "圣诞节"),
}
US_NAMES |= {
    f"{name} (observed)": (f"{key}-observed", f"{en}, observed", f"{zh}补假")
    for name, (key, en, zh) in US_NAMES.items()
}


def year_days(year):
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


def china():
    years = {}
    for year in range(2006, max(CN_OFF).year + 1):
        other = holidays.CN(years=year)
        differ = [
            day.isoformat()
            for day in year_days(year)
            if chinese_calendar.is_workday(day) != other.is_working_day(day)
        ]
        verdict = f"differ on {', '.join(differ)}" if differ else "agree on every day"
        years[year] = (
            f"State Council notice for {year}, as listed by {CHINESECALENDAR} and {HOLIDAYS}, which {verdict}",
            {day: CN_NAMES[name][0] for day, name in CN_OFF.items() if day.year == year},
            {day: CN_NAMES[name][0] for day, name in CN_WORKED.items() if day.year == year},
        )
    write("cn", ("China", "中国"), CN_NAMES.values(), years)


def computed(ident, title, names, source, country, years):
    out = {}
    for year in years:
        listed = country(year)
        off = {day: names[name][0] for day, name in listed.items() if day.year == year}
        out[year] = (f"{source}, as computed by {HOLIDAYS}", off, {})
    write(ident, title, names.values(), out)


def write(ident, title, names, years):
    lines = [
        "# Written by generate.py: change that, not this.",
        f'id = "{ident}"',
        f'version = "{VERSION}"',
        f'title = {{ en = "{title[0]}", zh = "{title[1]}" }}',
        "",
        "[names]",
    ]
    lines += [f'{key} = {{ en = "{en}", zh = "{zh}" }}' for key, en, zh in names]
    for year, (source, off, worked) in sorted(years.items()):
        lines += ["", "[[years]]", f"year = {year}", f'source = "{source}"']
        lines += table("years.holidays", off) + (table("years.worked", worked) if worked else [])
    (HERE / f"{ident}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def table(name, days):
    return [f"[{name}]"] + [f'{day.isoformat()} = "{key}"' for day, key in sorted(days.items())]


china()
computed(
    "ie", ("Ireland", "爱尔兰"), IE_NAMES, "Organisation of Working Time Act 1997, schedule 2",
    lambda year: holidays.IE(years=year, language="en_US"), range(2016, 2028),
)
computed(
    "uk", ("England", "英格兰"), UK_NAMES, "Banking and Financial Dealings Act 1971 and proclamations",
    lambda year: holidays.GB(subdiv="ENG", years=year, language="en_GB"), range(2016, 2028),
)
computed(
    "us", ("United States", "美国"), US_NAMES, "5 U.S.C. 6103",
    lambda year: holidays.US(years=year, language="en_US"), range(2016, 2029),
)
