//! An inbox as small as can be: it keeps texts, and does what the core says.

#![allow(dead_code, reason = "each of the test files uses its own part")]

use serde_json::{Map, Value};
use std::collections::BTreeMap;
use thingspace_aggregate::contract::{
    DeviceRow, Facts, Report, csv_header, csv_rows, merge, present, present_devices, read_callback,
};

pub const NOW: u64 = 1_782_864_000_000;
pub const SETTLE_AFTER: u64 = 600_000;
pub const TXID: &str = "2c90bd28-d5f5-4b2c-a9a4-bd8cd2f7a9d3";

#[derive(Clone)]
pub struct Inbox {
    pub now: u64,
    report: Option<String>,
    rows: BTreeMap<String, String>,
}

impl Inbox {
    pub fn new() -> Self {
        Inbox { now: NOW, report: None, rows: BTreeMap::new() }
    }

    pub fn opened(expected: Option<&[&str]>) -> Self {
        let mut inbox = Inbox::new();
        assert!(inbox.open(expected));
        inbox
    }

    /// Whether it was not open already.
    pub fn open(&mut self, expected: Option<&[&str]>) -> bool {
        let imeis = expected.unwrap_or_default();
        let answered = imeis.iter().filter(|imei| self.rows.contains_key(**imei)).count();
        let facts = Facts {
            txid: TXID.into(),
            account_number: "0000123456-00001".into(),
            caller: "ann".into(),
            expected: expected.map(|imeis| imeis.len() as u64),
            settle_after: SETTLE_AFTER,
            request: Map::new(),
        };
        let Some((report, mut seq)) = Report::open(self.stored(), facts, answered as u64, self.now) else {
            return false;
        };
        for imei in imeis {
            match self.rows.get_mut(*imei) {
                Some(row) => *row = row.replace(r#""expected":false"#, r#""expected":true"#),
                None => {
                    self.keep(&DeviceRow::waiting((*imei).into(), seq));
                    seq += 1;
                }
            }
        }
        assert_eq!(report.state(self.now).seq, seq - 1);
        self.report = Some(serde_json::to_string(&report).unwrap());
        true
    }

    pub fn record(&mut self, body: &Value) {
        self.record_text(&body.to_string());
    }

    pub fn record_text(&mut self, body: &str) {
        let callback = read_callback(body).expect("a callback");
        let rows = callback.imeis().filter_map(|imei| self.rows.get(imei)).map(|row| parse(row)).collect();
        let (report, changed) = Report::fold(self.stored(), rows, callback, self.now);
        changed.iter().for_each(|row| self.keep(row));
        self.report = Some(serde_json::to_string(&report).unwrap());
    }

    fn keep(&mut self, row: &DeviceRow) {
        self.rows.insert(row.imei.clone(), serde_json::to_string(row).unwrap());
    }

    fn stored(&self) -> Option<Report> {
        self.report.as_deref().map(parse)
    }

    /// In the order of their sequence numbers, each of which is given once.
    pub fn rows(&self) -> Vec<DeviceRow> {
        let mut rows: Vec<DeviceRow> = self.rows.values().map(|row| parse(row)).collect();
        rows.sort_by_key(|row| row.seq);
        assert!(rows.windows(2).all(|pair| pair[0].seq < pair[1].seq));
        rows
    }

    pub fn report(&self) -> Value {
        parse(&present(&self.stored().unwrap(), Some(&self.rows()), self.now, None))
    }

    /// The devices alone.
    pub fn devices(&self) -> Value {
        parse(&present_devices(&self.stored().unwrap(), &self.rows(), self.now))
    }

    pub fn state(&self) -> Value {
        serde_json::to_value(self.stored().unwrap().state(self.now)).unwrap()
    }

    pub fn csv(&self) -> String {
        csv_header() + &csv_rows(&self.stored().unwrap(), &self.rows(), self.now)
    }

    pub fn seq_of(&self, imei: &str) -> u64 {
        parse::<DeviceRow>(&self.rows[imei]).seq
    }

    pub fn devices_by_imei(&self) -> Value {
        let report = self.report();
        let devices = report["devices"].as_array().unwrap();
        devices.iter().map(|device| (device["imei"].as_str().unwrap().to_owned(), device.clone())).collect()
    }
}

pub fn merged(inboxes: &[&Inbox], now: u64) -> Value {
    let reports: Vec<Report> = inboxes.iter().map(|inbox| inbox.stored().unwrap()).collect();
    parse(&merge(&reports, now))
}

fn parse<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}
