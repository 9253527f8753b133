"""The shop aspects, and what the labels of each data set mean in them. Fixed before any training."""

ASPECTS = (
    "price",  # what it costs, and whether it is worth it
    "quality",  # material, workmanship, lasting, cleanliness, genuineness
    "looks",  # colour, style, ambience
    "performance",  # how well it does its work: speed, battery, effect
    "fit",  # size, room, weight
    "service",  # delivery, packing, support, staff
    "use",  # comfort, handling, feel
    "features",  # what it has and can do
    "taste",  # taste and smell
    "content",  # of a book: plot, characters, author
    "overall",  # the thing as a whole
)

#: MEMD-ABSA by domain: `ENTITY#ATTRIBUTE`, or `#ATTRIBUTE` for every other entity.
BOOKS = {
    "Book#General": "overall", "Book#Quality": "quality", "Book#Author": "content", "Book#Prices": "price",
    "Service#General": "service", "Content#Plot": "content", "Content#Characters": "content",
    "Content#Genre": "content",
}  # fmt: skip
CLOTHING = {
    "Service#General": "service", "Service#Size": "service", "#General": "overall", "#Quality": "quality",
    "#Size": "fit", "#Looking": "looks", "#Prices": "price",
}  # fmt: skip
HOTEL = {
    "Service#General": "service", "Hotel#General": "overall", "Rooms#General": "overall",
    "Room_Amenities#General": "features", "Facilities#General": "features", "Food_Drinks#General": "taste",
    "Food_Drinks#Quality": "taste", "#Design_features": "features", "#Style_Options": "features",
    "#Cleanliness": "quality", "#Quality": "quality", "#Comfort": "use", "#Prices": "price",
}  # fmt: skip
RESTAURANT = {
    "Food#Quality": "taste", "Drinks#Quality": "taste", "Service#General": "service",
    "Restaurant#General": "overall", "Ambience#General": "looks", "#Style_Options": "features", "#Prices": "price",
}  # fmt: skip
LAPTOP = {
    "SUPPORT#GENERAL": "service", "SUPPORT#QUALITY": "service", "SUPPORT#OPERATION_PERFORMANCE": "service",
    "SHIPPING#GENERAL": "service", "SHIPPING#QUALITY": "service", "SHIPPING#OPERATION_PERFORMANCE": "service",
    "WARRANTY#GENERAL": "service", "LAPTOP#GENERAL": "overall", "BATTERY#GENERAL": "performance",
    "CPU#GENERAL": "performance", "MEMORY#GENERAL": "performance", "GRAPHICS#GENERAL": "performance",
    "HARD_DISC#GENERAL": "performance", "FANS&COOLING#GENERAL": "performance", "KEYBOARD#GENERAL": "features",
    "DISPLAY#GENERAL": "features", "MULTIMEDIA_DEVICES#GENERAL": "features", "PORTS#GENERAL": "features",
    "SOFTWARE#GENERAL": "features", "OS#GENERAL": "features", "HARDWARE#GENERAL": "features",
    "OPTICAL_DRIVES#GENERAL": "features", "COMPANY#GENERAL": "service", "#OPERATION_PERFORMANCE": "performance",
    "#DESIGN_FEATURES": "features", "#QUALITY": "quality", "#PRICE": "price", "#USABILITY": "use",
    "#PORTABILITY": "fit", "#CONNECTIVITY": "features",
}  # fmt: skip
ENGLISH = {"Books": BOOKS, "Clothing": CLOTHING, "Hotel": HOTEL, "Laptop": LAPTOP, "Restaurant": RESTAURANT}

#: Topics of the cosmetics reviews; 其他 (other) has no aspect.
COSMETICS = {
    "整体": "overall", "价格": "price", "使用体验": "use", "功效": "performance", "物流": "service",
    "服务": "service", "包装": "service", "气味": "taste", "真伪": "quality", "成分": "quality",
    "新鲜度": "quality", "尺寸": "fit",
}  # fmt: skip

#: Words of the aspect terms of the Chinese product set, which has no topics of its own; the first that fits counts.
TERMS = {
    "price": "价 性价比 便宜 贵 划算 实惠 优惠 活动 物超所值 费用 成本 赠 钱".split(),
    "service": "物流 快递 发货 送货 客服 服务 包装 配送 售后 保修".split(),
    "taste": "味 香 闻 臭".split(),
    "fit": "空间 尺寸 体积 重量 大小 厚度 面积 块头 便携 携带 份量 身材 轻薄".split(),
    "looks": "外观 外形 外型 外表 造型 颜色 色彩 样子 线条 内饰 颜值 好看 漂亮 前脸 尾灯 外壳 风格 腰线".split(),
    "quality": "做工 质量 品质 质感 工艺 正品 假 耐用 材 用料 接缝 缝隙 漆 塑料 稳定 故障".split(),
    "use": (
        "手感 操作 操控 界面 菜单 按键 键盘 易用 舒适 舒服 握 好用 方便 清爽 油腻 泡沫 冲洗 触摸 触屏 温和 清洗 键位 输入 "
        "座椅 体验"
    ).split(),
    "performance": (
        "性能 速度 电池 待机 续航 动力 油耗 噪音 噪点 发动机 效果 画质 成像 信号 音质 对焦 提速 反应 运行 散热 发热 "
        "柔顺 顺滑 蓬松 去屑 控油 止痒 痒 屑 滋润 光泽 锐度 声音 加速 功率 清晰 分辨率 高感 耗电 上色 掉色 音量 铃声"
    ).split(),
    "features": "功能 配置 软件 接口 屏 系统 内存 像素 镜头 摄像 配件 游戏 扩展 闪光灯 硬件 模式 容量".split(),
}  # fmt: skip


def english(domain: str, category: str) -> str | None:
    """The aspect of a MEMD-ABSA or ACOS category; None for one that no shop aspect stands for."""
    known = ENGLISH[domain]
    return known.get(category) or known.get("#" + category.split("#")[-1])


def term(words: str) -> str | None:
    """The aspect that a Chinese aspect term names."""
    return next((aspect for aspect, known in TERMS.items() if any(word in words for word in known)), None)
