"""How people and companies are named: normal forms, pinyin, surnames, search keys."""
