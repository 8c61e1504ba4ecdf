-- A day's work in a store of 0.1.0 (schema 0004), written by that release's own code and dumped.
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0004');
CREATE TABLE audit_entry (
	seq BIGINT NOT NULL, 
	at DATETIME NOT NULL, 
	actor_id VARCHAR(64) NOT NULL, 
	kind VARCHAR(48) NOT NULL, 
	subject VARCHAR(96), 
	digest VARCHAR(64), 
	payload VARCHAR NOT NULL, 
	prev_hash VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	PRIMARY KEY (seq)
);
INSERT INTO "audit_entry" VALUES(1,'2026-11-20 02:00:00.000000','terminal','staff.added',NULL,NULL,'{"name":"林芳","role":"rm","staff_id":"rm1","team_id":"一部"}','0000000000000000000000000000000000000000000000000000000000000000','f71d8694cd60458654756ec0c2f04dff14165955e05f113a48ca63c80cf5ba3b');
INSERT INTO "audit_entry" VALUES(2,'2026-11-20 02:00:00.000000','terminal','staff.added',NULL,NULL,'{"name":"韩松","role":"supervisor","staff_id":"sup1","team_id":"一部"}','f71d8694cd60458654756ec0c2f04dff14165955e05f113a48ca63c80cf5ba3b','cdca14c28a1a382983d8c74535a7e41a7c1cf97b6929e68a86eefb8a6d24e970');
INSERT INTO "audit_entry" VALUES(3,'2026-11-20 02:00:00.000000','terminal','staff.added',NULL,NULL,'{"name":"沈默","role":"compliance","staff_id":"cco1","team_id":null}','cdca14c28a1a382983d8c74535a7e41a7c1cf97b6929e68a86eefb8a6d24e970','d1c0f285dde3dd9adc3c7b34372cc63147104ed834484a0f881397bde7ac29b7');
INSERT INTO "audit_entry" VALUES(4,'2026-11-20 02:00:00.000000','terminal','complaint.opened','complaint:CP261120000004','504fda32955a815c58656eb4ba8377b630e5dc49fcc23b09f13d53bf0368cf7c','{"customer_id":"C001","size":"small"}','d1c0f285dde3dd9adc3c7b34372cc63147104ed834484a0f881397bde7ac29b7','bd5c4aae41deb5dc66af2e39eec6e2c67cff4eb704c4aa233b4e791d08516691');
INSERT INTO "audit_entry" VALUES(5,'2026-11-20 02:00:00.000000','terminal','customers.inserted',NULL,NULL,'{"first":"C001","last":"C002","rows":2}','bd5c4aae41deb5dc66af2e39eec6e2c67cff4eb704c4aa233b4e791d08516691','580f1db138b14b0e1d871fd78947adf925f94d465be2a06101e16072d787d3c6');
INSERT INTO "audit_entry" VALUES(6,'2026-11-20 02:00:00.000000','terminal','staff.invited',NULL,NULL,'{"expires_at":"2026-11-21T02:00:00.000000+00:00","staff_id":"rm1"}','580f1db138b14b0e1d871fd78947adf925f94d465be2a06101e16072d787d3c6','5a662984a5d7d0af7f159182de14149d05601ecb8599eb68500359097f22b320');
INSERT INTO "audit_entry" VALUES(7,'2026-11-20 02:00:00.000000','rm1','chat.bound',NULL,NULL,'{"chat_id":"telegram:42"}','5a662984a5d7d0af7f159182de14149d05601ecb8599eb68500359097f22b320','31e4a01dbbdbf80f2526066b0daea96ab4aa7ba6b7796864f383333f16fd5d67');
INSERT INTO "audit_entry" VALUES(8,'2026-11-20 02:00:00.000000','terminal','script.registered',NULL,NULL,'{"body_hash":"b751e10ee3f647e48f5d8ae22d62538173705026626d9ff836f1b1968a0316f1","script_id":"maturity","status":"approved","version":"1"}','31e4a01dbbdbf80f2526066b0daea96ab4aa7ba6b7796864f383333f16fd5d67','37b19fb93bc447d9eb31c98fb10511c38cc600f76daecbed486740507ba8c12a');
INSERT INTO "audit_entry" VALUES(9,'2026-11-20 02:00:00.000000','terminal','document.imported',NULL,NULL,'{"document":"手册","passages":1}','37b19fb93bc447d9eb31c98fb10511c38cc600f76daecbed486740507ba8c12a','68d449f92d414c41cdc33ab265dcac1c61b6242b89e797f82d99b68b0eec98af');
INSERT INTO "audit_entry" VALUES(10,'2026-11-20 02:00:00.000000','rm1','suggestion.brief','suggestion:SG26112000000A','3a583c409b34e98ff01d1727e3a00c869b14bb2611692b8bc571f4e397277fe9','{"customer_id":"C001","scripts":[{"script_id":"maturity","version":"1","why":"到期"}]}','68d449f92d414c41cdc33ab265dcac1c61b6242b89e797f82d99b68b0eec98af','7da86ff7d2493d0efa9a8e79f99f0ddf5c62fb993c142fc8327b5a1bf540d879');
INSERT INTO "audit_entry" VALUES(11,'2026-11-20 02:00:00.000000','rm1','feedback.edited','suggestion_feedback:FB26112000000B','f548ed67caa0c24a65b26e6d44f2232b4de34c5e5b11280aa7be7a793917bb00','{"suggestion_id":"SG26112000000A"}','7da86ff7d2493d0efa9a8e79f99f0ddf5c62fb993c142fc8327b5a1bf540d879','99345579c5b8588e67a820dad53cbb3b27d7f9cacc0fd48ff97f7ab60a8fb9b2');
INSERT INTO "audit_entry" VALUES(12,'2026-11-20 02:00:00.000000','rm1','interaction.logged','interaction:IN26112000000C','41b4e274f02329ad29bd30d3632c22698e2766151b861c06d55ee4475c909ea3','{"customer_id":"C001","suggestion_id":"SG26112000000A"}','99345579c5b8588e67a820dad53cbb3b27d7f9cacc0fd48ff97f7ab60a8fb9b2','274d8ca5bb0a9bacfb42d2cac6029c3adc883c631381159de393fa768871b6f9');
INSERT INTO "audit_entry" VALUES(13,'2026-11-20 02:00:00.000000','rm1','promise.added','follow_up:FU26112000000D','91d8c5eb39dcd3672c309f2f556cdc6064d7ab5b12015d0413ef06f5f22fd6ec','{"customer_id":"C001","due_at":null,"due_on":"2026-11-20"}','274d8ca5bb0a9bacfb42d2cac6029c3adc883c631381159de393fa768871b6f9','ee4760f9e9830d9b563c2651214e4c01d0754fda96c6640224cebefb75d4d4b8');
INSERT INTO "audit_entry" VALUES(14,'2026-11-20 02:00:00.000000','rm1','follow_up.added','follow_up:FU26112000000E','678d1c77c38ee6c38787d0dc270c785c001dedaaaf2fb46b92f1c23f188aa4be','{"customer_id":"C001","due_at":"2026-12-02T07:00:00.000000+00:00","due_on":"2026-12-02"}','ee4760f9e9830d9b563c2651214e4c01d0754fda96c6640224cebefb75d4d4b8','d8c66e3d5f68d9087ad92b9738f2402a281aff53c41d550f3010c5f60313302d');
INSERT INTO "audit_entry" VALUES(15,'2026-11-20 02:00:00.000000','rm1','interaction.logged','interaction:IN26112000000F','1f3f07c3397a260ee13b113d17b28b0c3522c984890fd33eb50c9fad190c6e2b','{"customer_id":"C002","suggestion_id":null}','d8c66e3d5f68d9087ad92b9738f2402a281aff53c41d550f3010c5f60313302d','1352c96293f2ad4b7361cd79b92d8f0cce4f1f40923a7b5905e34c1a62855923');
INSERT INTO "audit_entry" VALUES(16,'2026-11-20 02:00:00.000000','rm1','interaction.undone','interaction:IN26112000000F','f54956a4013d9109702271d94a3fb32d2d8b3d25926f30b5a474ae1894a0aca9','{"customer_id":"C002"}','1352c96293f2ad4b7361cd79b92d8f0cce4f1f40923a7b5905e34c1a62855923','9dc0c0987fabd7abde40d312388df678024d37a0ef52ae2dfe129aeaf128d025');
INSERT INTO "audit_entry" VALUES(17,'2026-11-20 03:00:00.000000','rm1','promise.done','follow_up:FU26112000000D','2cf9a81d77a3c3aa2d19fb0c00754a8d354c5878daf76707d597ad4d64d75f33','{"customer_id":"C001","due_at":null,"due_on":"2026-11-20"}','9dc0c0987fabd7abde40d312388df678024d37a0ef52ae2dfe129aeaf128d025','b786bd560c702b77b5ad299e433782a7c535d103e641cff3fee764c009087616');
INSERT INTO "audit_entry" VALUES(18,'2026-11-20 02:00:00.000000','rm1','complaint.opened','complaint:CP26112000000J','67bfd497463ecf40a1f70661bdc363de182f3158207845a70fbd28555474cdff','{"customer_id":"C002","size":"large"}','b786bd560c702b77b5ad299e433782a7c535d103e641cff3fee764c009087616','34459220e109faba3b59de0449b756b7a1a9019a96c79a58859e9eb0d727c23d');
INSERT INTO "audit_entry" VALUES(19,'2026-11-20 02:00:00.000000','rm1','complaint.solved','complaint:CP26112000000J','d692487e674a9de1e8fbbd810321dcfa283598a814851784eaf2bd4675737ac1','{"customer_id":"C002","size":"large"}','34459220e109faba3b59de0449b756b7a1a9019a96c79a58859e9eb0d727c23d','9c0867d3d2002ba763d3ce4d9ec521f9069f082f90a50a547fc624ba05e6274f');
CREATE TABLE audit_head (
	head_id INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	PRIMARY KEY (head_id)
);
INSERT INTO "audit_head" VALUES(1,19,'9c0867d3d2002ba763d3ce4d9ec521f9069f082f90a50a547fc624ba05e6274f');
CREATE TABLE chat_binding (
	chat_id VARCHAR(96) NOT NULL, 
	staff_id VARCHAR NOT NULL, 
	bound_at DATETIME NOT NULL, 
	PRIMARY KEY (chat_id), 
	FOREIGN KEY(staff_id) REFERENCES staff (staff_id)
);
INSERT INTO "chat_binding" VALUES('telegram:42','rm1','2026-11-20 02:00:00.000000');
CREATE TABLE code_attempt (
	attempt_id INTEGER NOT NULL, 
	chat_id VARCHAR(96) NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (attempt_id)
);
CREATE TABLE complaint (
	complaint_id VARCHAR(32) NOT NULL, 
	customer_id VARCHAR NOT NULL, 
	staff_id VARCHAR, 
	size VARCHAR(16) NOT NULL, 
	text VARCHAR NOT NULL, 
	source VARCHAR(32) NOT NULL, 
	opened_at DATETIME NOT NULL, 
	solved_at DATETIME, 
	solution VARCHAR, 
	PRIMARY KEY (complaint_id), 
	FOREIGN KEY(customer_id) REFERENCES customer (customer_id), 
	FOREIGN KEY(staff_id) REFERENCES staff (staff_id)
);
INSERT INTO "complaint" VALUES('CP261120000004','C001',NULL,'small','客户资料所载未结投诉','bulk','2026-11-20 02:00:00.000000',NULL,NULL);
INSERT INTO "complaint" VALUES('CP26112000000J','C002','rm1','large','排队太久','chat','2026-11-20 02:00:00.000000','2026-11-20 02:00:00.000000','已致歉');
CREATE TABLE consent (
	customer_id VARCHAR NOT NULL, 
	scope VARCHAR(16) NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	source VARCHAR(32) NOT NULL, 
	PRIMARY KEY (customer_id, scope), 
	FOREIGN KEY(customer_id) REFERENCES customer (customer_id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "consent" VALUES('C001','wealth','2026-11-20 02:00:00.000000',NULL,'bulk');
CREATE TABLE customer (
	name VARCHAR(128) NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	phone VARCHAR(64), 
	aum_wan FLOAT, 
	opened_on DATE, 
	last_contact_on DATE, 
	last_transaction_on DATE, 
	outflow_ratio_60d FLOAT, 
	monthly_inflow_wan FLOAT, 
	idle_months INTEGER, 
	need_tags JSON NOT NULL, 
	next_plan VARCHAR, 
	next_follow_up_on DATE, 
	birthday DATE, 
	occupation VARCHAR(64), 
	industry VARCHAR(64), 
	risk_level VARCHAR(2), 
	risk_assessed_on DATE, 
	do_not_contact BOOLEAN NOT NULL, 
	personality VARCHAR(16), 
	interests JSON NOT NULL, 
	resource_needs JSON NOT NULL, 
	preferred_channel VARCHAR(16), 
	annual_revenue_wan FLOAT, 
	receivable_days INTEGER, 
	receivable_share FLOAT, 
	credit_grade VARCHAR(1), 
	customer_id VARCHAR(64) NOT NULL, 
	owner_id VARCHAR, 
	consent_known BOOLEAN NOT NULL, 
	updated_at DATETIME NOT NULL, 
	PRIMARY KEY (customer_id), 
	FOREIGN KEY(owner_id) REFERENCES staff (staff_id)
);
INSERT INTO "customer" VALUES('王建国','person','13900008821',520.0,NULL,'2026-11-20',NULL,NULL,NULL,NULL,'["养老"]',NULL,NULL,'1968-02-11',NULL,NULL,NULL,NULL,0,NULL,'[]','[]',NULL,NULL,NULL,NULL,NULL,'C001','rm1',1,'2026-11-20 02:00:00.000000');
INSERT INTO "customer" VALUES('华信制造有限公司','company','021-60000011',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,'[]','[]',NULL,NULL,NULL,NULL,NULL,'C002','rm1',0,'2026-11-20 02:00:00.000000');
CREATE TABLE customer_search_key (
	owner_id VARCHAR(64) NOT NULL, 
	"key" TEXT NOT NULL, 
	how SMALLINT NOT NULL, 
	customer_id VARCHAR NOT NULL, 
	PRIMARY KEY (owner_id, "key", how, customer_id), 
	FOREIGN KEY(customer_id) REFERENCES customer (customer_id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "customer_search_key" VALUES('rm1','001',11,'C001');
INSERT INTO "customer_search_key" VALUES('rm1','1',11,'C001');
INSERT INTO "customer_search_key" VALUES('rm1','8821',9,'C001');
INSERT INTO "customer_search_key" VALUES('rm1','c001',1,'C001');
INSERT INTO "customer_search_key" VALUES('rm1','jianguo',7,'C001');
INSERT INTO "customer_search_key" VALUES('rm1','wangjianguo',6,'C001');
INSERT INTO "customer_search_key" VALUES('rm1','wjg',8,'C001');
INSERT INTO "customer_search_key" VALUES('rm1','建国',4,'C001');
INSERT INTO "customer_search_key" VALUES('rm1','王',10,'C001');
INSERT INTO "customer_search_key" VALUES('rm1','王建国',2,'C001');
INSERT INTO "customer_search_key" VALUES('rm1','0011',9,'C002');
INSERT INTO "customer_search_key" VALUES('rm1','002',11,'C002');
INSERT INTO "customer_search_key" VALUES('rm1','2',11,'C002');
INSERT INTO "customer_search_key" VALUES('rm1','c002',1,'C002');
INSERT INTO "customer_search_key" VALUES('rm1','huaxin',7,'C002');
INSERT INTO "customer_search_key" VALUES('rm1','huaxinzhizao',6,'C002');
INSERT INTO "customer_search_key" VALUES('rm1','hxzz',8,'C002');
INSERT INTO "customer_search_key" VALUES('rm1','信制造',11,'C002');
INSERT INTO "customer_search_key" VALUES('rm1','制造',11,'C002');
INSERT INTO "customer_search_key" VALUES('rm1','华信',5,'C002');
INSERT INTO "customer_search_key" VALUES('rm1','华信制造',3,'C002');
INSERT INTO "customer_search_key" VALUES('rm1','华信制造有限公司',2,'C002');
CREATE TABLE follow_up (
	follow_up_id VARCHAR(32) NOT NULL, 
	customer_id VARCHAR NOT NULL, 
	staff_id VARCHAR NOT NULL, 
	interaction_id VARCHAR, 
	kind VARCHAR(16) NOT NULL, 
	text VARCHAR NOT NULL, 
	due_on DATE NOT NULL, 
	due_at DATETIME, 
	channel VARCHAR(16) NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	created_at DATETIME NOT NULL, 
	closed_at DATETIME, 
	PRIMARY KEY (follow_up_id), 
	FOREIGN KEY(customer_id) REFERENCES customer (customer_id), 
	FOREIGN KEY(interaction_id) REFERENCES interaction (interaction_id), 
	FOREIGN KEY(staff_id) REFERENCES staff (staff_id)
);
INSERT INTO "follow_up" VALUES('FU26112000000D','C001','rm1','IN26112000000C','promise','发资料','2026-11-20',NULL,'unknown','done','2026-11-20 02:00:00.000000','2026-11-20 03:00:00.000000');
INSERT INTO "follow_up" VALUES('FU26112000000E','C001','rm1','IN26112000000C','follow_up','再约','2026-12-02','2026-12-02 07:00:00.000000','unknown','open','2026-11-20 02:00:00.000000',NULL);
CREATE TABLE holding (
	customer_id VARCHAR NOT NULL, 
	position SMALLINT NOT NULL, 
	product_id VARCHAR, 
	named VARCHAR(128) NOT NULL, 
	amount_wan FLOAT, 
	maturity_date DATE, 
	PRIMARY KEY (customer_id, position), 
	FOREIGN KEY(customer_id) REFERENCES customer (customer_id) ON DELETE CASCADE, 
	FOREIGN KEY(product_id) REFERENCES product (product_id)
)
 WITHOUT ROWID

;
INSERT INTO "holding" VALUES('C001',0,'W201','W201',300.0,'2026-12-08');
CREATE TABLE interaction (
	interaction_id VARCHAR(32) NOT NULL, 
	customer_id VARCHAR NOT NULL, 
	staff_id VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	took_place_on DATE NOT NULL, 
	last_contact_before DATE, 
	logged_at DATETIME NOT NULL, 
	channel VARCHAR(16) NOT NULL, 
	summary VARCHAR NOT NULL, 
	said VARCHAR NOT NULL, 
	needs JSON NOT NULL, 
	objections JSON NOT NULL, 
	suggestion_id VARCHAR, 
	chat_id VARCHAR(96), 
	undone_at DATETIME, 
	PRIMARY KEY (interaction_id), 
	FOREIGN KEY(customer_id) REFERENCES customer (customer_id), 
	FOREIGN KEY(staff_id) REFERENCES staff (staff_id), 
	FOREIGN KEY(suggestion_id) REFERENCES suggestion (suggestion_id)
);
INSERT INTO "interaction" VALUES('IN26112000000C','C001','rm1','2026-11-20 02:00:00.000000','2026-11-20',NULL,'2026-11-20 02:00:00.000000','phone','聊了存款到期','刚和王总聊完','["养老"]','[]','SG26112000000A','telegram:42',NULL);
INSERT INTO "interaction" VALUES('IN26112000000F','C002','rm1','2026-11-20 02:00:00.000000','2026-11-20',NULL,'2026-11-20 02:00:00.000000','wechat','误记','误记','[]','[]',NULL,'telegram:42','2026-11-20 02:00:00.000000');
CREATE TABLE invite (
	code_hash VARCHAR(64) NOT NULL, 
	staff_id VARCHAR NOT NULL, 
	created_by VARCHAR(64) NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, 
	PRIMARY KEY (code_hash), 
	FOREIGN KEY(staff_id) REFERENCES staff (staff_id)
);
INSERT INTO "invite" VALUES('a1ffab1d51f20c3ef6f631b7cfb9eb7808bf8442840d04f138fbbe169c93dcd9','rm1','terminal','2026-11-20 02:00:00.000000','2026-11-21 02:00:00.000000','2026-11-20 02:00:00.000000');
CREATE TABLE product (
	product_id VARCHAR(64) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	type VARCHAR(16) NOT NULL, 
	risk_level VARCHAR(2), 
	min_amount_wan FLOAT, 
	term_days INTEGER, 
	issuer VARCHAR(128), 
	agency_sale BOOLEAN NOT NULL, 
	needs_dual_recording BOOLEAN NOT NULL, 
	fee VARCHAR, 
	status VARCHAR(16) NOT NULL, 
	fact_sheet VARCHAR, 
	PRIMARY KEY (product_id)
);
INSERT INTO "product" VALUES('W201','稳健添利','wealth','R2',NULL,NULL,NULL,0,0,NULL,'on',NULL);
CREATE TABLE reference_passage (
	document VARCHAR(128) NOT NULL, 
	position INTEGER NOT NULL, 
	heading VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	decided_by VARCHAR(64), 
	decided_at DATETIME, 
	PRIMARY KEY (document, position)
);
INSERT INTO "reference_passage" VALUES('手册',0,'一','内容','draft',NULL,NULL);
CREATE TABLE script (
	script_id VARCHAR(64) NOT NULL, 
	title VARCHAR(128) NOT NULL, 
	PRIMARY KEY (script_id)
);
INSERT INTO "script" VALUES('maturity','到期承接');
CREATE TABLE script_version (
	script_id VARCHAR(64) NOT NULL, 
	version VARCHAR(32) NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	body VARCHAR NOT NULL, 
	body_hash VARCHAR(64) NOT NULL, 
	registered_at DATETIME NOT NULL, 
	decided_by VARCHAR(64), 
	decided_at DATETIME, 
	why VARCHAR, 
	PRIMARY KEY (script_id, version), 
	FOREIGN KEY(script_id) REFERENCES script (script_id)
);
INSERT INTO "script_version" VALUES('maturity','1','approved','您好','b751e10ee3f647e48f5d8ae22d62538173705026626d9ff836f1b1968a0316f1','2026-11-20 02:00:00.000000',NULL,NULL,NULL);
CREATE TABLE staff (
	staff_id VARCHAR(64) NOT NULL, 
	name VARCHAR(64) NOT NULL, 
	role VARCHAR(16) NOT NULL, 
	team_id VARCHAR, 
	created_at DATETIME NOT NULL, 
	disabled_at DATETIME, 
	PRIMARY KEY (staff_id), 
	FOREIGN KEY(team_id) REFERENCES team (team_id)
);
INSERT INTO "staff" VALUES('rm1','林芳','rm','一部','2026-11-20 02:00:00.000000',NULL);
INSERT INTO "staff" VALUES('sup1','韩松','supervisor','一部','2026-11-20 02:00:00.000000',NULL);
INSERT INTO "staff" VALUES('cco1','沈默','compliance',NULL,'2026-11-20 02:00:00.000000',NULL);
CREATE TABLE suggestion (
	kind VARCHAR(16) NOT NULL, 
	customer_id VARCHAR, 
	"query" VARCHAR NOT NULL, 
	purpose VARCHAR, 
	scripts JSON NOT NULL, 
	record_read JSON NOT NULL, 
	rule_results JSON NOT NULL, 
	rules_version VARCHAR(64) NOT NULL, 
	handbook_version VARCHAR(64) NOT NULL, 
	writer VARCHAR(64) NOT NULL, 
	shown_text VARCHAR NOT NULL, 
	payload JSON NOT NULL, 
	suggestion_id VARCHAR(32) NOT NULL, 
	at DATETIME NOT NULL, 
	staff_id VARCHAR NOT NULL, 
	staff_name VARCHAR(64) NOT NULL, 
	role VARCHAR(16) NOT NULL, 
	team_id VARCHAR(64), 
	PRIMARY KEY (suggestion_id), 
	FOREIGN KEY(customer_id) REFERENCES customer (customer_id), 
	FOREIGN KEY(staff_id) REFERENCES staff (staff_id)
);
INSERT INTO "suggestion" VALUES('brief','C001','等下给王建国打电话',NULL,'[{"script_id":"maturity","version":"1","why":"到期"}]','{"aum_wan":520,"birthday":"1968-02-11"}','[]','r1','h1','script','王总您好。','{"screens":["提醒"]}','SG26112000000A','2026-11-20 02:00:00.000000','rm1','林芳','rm','一部');
CREATE TABLE suggestion_feedback (
	feedback_id VARCHAR(32) NOT NULL, 
	suggestion_id VARCHAR NOT NULL, 
	staff_id VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	outcome VARCHAR(16) NOT NULL, 
	edited_text VARCHAR, 
	reason VARCHAR, 
	PRIMARY KEY (feedback_id), 
	FOREIGN KEY(staff_id) REFERENCES staff (staff_id), 
	FOREIGN KEY(suggestion_id) REFERENCES suggestion (suggestion_id)
);
INSERT INTO "suggestion_feedback" VALUES('FB26112000000B','SG26112000000A','rm1','2026-11-20 02:00:00.000000','edited','王哥好',NULL);
CREATE TABLE suggestion_script (
	suggestion_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	script_id VARCHAR(64) NOT NULL, 
	version VARCHAR(32) NOT NULL, 
	PRIMARY KEY (suggestion_id, position), 
	FOREIGN KEY(suggestion_id) REFERENCES suggestion (suggestion_id)
);
INSERT INTO "suggestion_script" VALUES('SG26112000000A',0,'maturity','1');
CREATE TABLE team (
	team_id VARCHAR(64) NOT NULL, 
	name VARCHAR(64) NOT NULL, 
	PRIMARY KEY (team_id)
);
INSERT INTO "team" VALUES('一部','一部');
CREATE INDEX ix_staff_team_id ON staff (team_id);
CREATE INDEX ix_chat_binding_staff_id ON chat_binding (staff_id);
CREATE INDEX ix_invite_staff_id ON invite (staff_id);
CREATE INDEX ix_code_attempt_chat_id ON code_attempt (chat_id);
CREATE INDEX ix_product_name ON product (name);
CREATE INDEX ix_script_version_status ON script_version (status);
CREATE INDEX ix_customer_owner_id ON customer (owner_id);
CREATE INDEX ix_customer_search_key_customer_id ON customer_search_key (customer_id);
CREATE INDEX ix_holding_product_id ON holding (product_id);
CREATE INDEX ix_complaint_customer_solved ON complaint (customer_id, solved_at);
CREATE INDEX ix_suggestion_at ON suggestion (at);
CREATE INDEX ix_suggestion_customer_id ON suggestion (customer_id, suggestion_id);
CREATE INDEX ix_suggestion_staff_id ON suggestion (staff_id, suggestion_id);
CREATE INDEX ix_suggestion_team_id ON suggestion (team_id, suggestion_id);
CREATE INDEX ix_suggestion_script_script ON suggestion_script (script_id, suggestion_id);
CREATE INDEX ix_suggestion_feedback_suggestion_id ON suggestion_feedback (suggestion_id);
CREATE INDEX ix_interaction_customer_at ON interaction (customer_id, at);
CREATE INDEX ix_interaction_staff_id ON interaction (staff_id);
CREATE INDEX ix_interaction_suggestion_id ON interaction (suggestion_id);
CREATE INDEX ix_follow_up_customer_status ON follow_up (customer_id, status);
CREATE INDEX ix_follow_up_interaction_id ON follow_up (interaction_id);
CREATE INDEX ix_follow_up_staff_status_due ON follow_up (staff_id, status, due_on);
CREATE INDEX ix_audit_entry_subject ON audit_entry (subject);
CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END;
CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END;
CREATE TRIGGER audit_entry_next BEFORE INSERT ON audit_entry WHEN NEW.seq <> (SELECT seq + 1 FROM audit_head WHERE head_id = 1) BEGIN SELECT RAISE(ABORT, 'audit_entry continues from its head'); END;
CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head WHEN NEW.seq <> OLD.seq + 1 BEGIN SELECT RAISE(ABORT, 'audit_head only moves forward'); END;
CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head BEGIN SELECT RAISE(ABORT, 'audit_head cannot be deleted'); END;
CREATE INDEX ix_reference_passage_status ON reference_passage (status);
COMMIT;
