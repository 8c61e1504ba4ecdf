"""A small sound script that tests alter."""

SCRIPT = """---
id: tea-talk
group: care
title: 请喝茶
version: 2
status: approved
sources: [X]
goal: 约一杯茶。
audience: any
products: []
applies:
  - {when: {alerts: [SENIOR], age: ">=70"}, priority: 40, why: "{age}岁"}
  - {when: {needs: [喝茶], not_personality: [quiet]}, priority: 60, why: 想喝茶}
asks:
  - 想请客户喝茶咋说
---

## 开场
- [o1] {salutation}您好，我是{rm}。
- [o1 @senior] {salutation}您好呀，我是{rm}，慢慢说。
- [o1 @company @hnw] 我是{rm}，代表团队向{company}问好。

## 要点
- [p1] 茶在网点，随时来坐。
- [p1 @senior] 茶给您泡淡些。
- [p2] 上次见面是{last_contact}。
- [p3] 不谈业务，只喝茶。

## 提问
- [q1] 您喜欢绿茶还是红茶？
- [q2] 平时什么时候得空？

## 异议
### [x1] 没空
- [x1a] 那等您得空。
- [x1b] {next_plan}那天也行。

## 下一步
- [a1 kind=call channel=preferred due=+3d] 打电话约时间。

## 不能说
- [n1 rule=inducement] 别说喝茶送礼。

## 披露
- [d1] 喝茶与办理业务无关。

## 备忘
- [m1] 备好淡茶。
"""
