"""The bot's commands and descriptions in Telegram, set only where they differ from what is there."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram import BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from telegram import Bot

COMMANDS = (
    BotCommand("start", "Begin, or begin again"),
    BotCommand("topics", "See what we can talk about"),
    BotCommand("checklist", "Go through warning signs; nothing is stored"),
    BotCommand("reflect", "Three questions: growth or waiting?"),
    BotCommand("source", "What my last answer rests on"),
    BotCommand("wrong", "That is not what I meant"),
    BotCommand("settings", "Helplines, he or she or they, help improve"),
    BotCommand("safety", "What I do when somebody may be in danger"),
    BotCommand("help", "How to talk to me"),
    BotCommand("privacy", "What I keep about you"),
    BotCommand("export", "Show everything I keep about you"),
    BotCommand("delete", "Make me forget this chat"),
    BotCommand("clear", "Take our messages out of this chat"),
)
EDITORS_COMMANDS = (
    BotCommand("inbox", "What people asked and I could not answer"),
    BotCommand("stats", "What was asked this week, in numbers"),
)
"""Shown in the editors' chats only, above the others."""
DESCRIPTION = (
    "Has the person you love gone quiet or distant? Tell me about it in your own words, and I will answer with calm, "
    "honest thoughts on what may be going on and what you can do.\n\n"
    "I am a program, not a counsellor. I keep what you write only if you let me; /privacy says more."
)
SHORT_DESCRIPTION = "Kind, short, honest answers for when your partner has pulled away."

logger = logging.getLogger(__name__)


async def set_profile(bot: Bot, editor_chats: Iterable[int] = ()) -> None:
    """Bring the profile up to date; the bot answers just as well without, so a failure is only logged."""
    try:
        await _set_commands(bot)
        await _set_descriptions(bot)
    except TelegramError as error:
        logger.warning("The bot's commands and descriptions could not be brought up to date: %s", error)
    for chat in editor_chats:
        await _set_editors_commands(bot, BotCommandScopeChat(chat))


async def _set_editors_commands(bot: Bot, chat: BotCommandScopeChat) -> None:
    """Offer the editors' commands in the menu of one of their chats, which Telegram may not know yet."""
    wanted = (*EDITORS_COMMANDS, *COMMANDS)
    try:
        if await bot.get_my_commands(chat) != wanted:
            await bot.set_my_commands(wanted, chat)
    except TelegramError as error:
        logger.warning("The commands of an editors' chat could not be brought up to date: %s", error)


async def _set_commands(bot: Bot) -> None:
    if await bot.get_my_commands() != COMMANDS:
        await bot.set_my_commands(COMMANDS)


async def _set_descriptions(bot: Bot) -> None:
    if (await bot.get_my_description()).description != DESCRIPTION:
        await bot.set_my_description(DESCRIPTION)
    if (await bot.get_my_short_description()).short_description != SHORT_DESCRIPTION:
        await bot.set_my_short_description(SHORT_DESCRIPTION)
