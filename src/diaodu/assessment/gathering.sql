-- One row for each project in one period, from what was known at a position. Nothing is filled in: what was not
-- reported stays null. Where one figure can be read from two reports (a sum since January, or every month of it), the
-- reported sum goes first, and the months count only when none is missing.
--
-- now           one row: month, planned_den, period_to_on, year_from_on, year_to_on, last_year
-- wanted        periods to read: period, year, month, is_month (else ten days of it, or the year when month is null)
-- measures      measure_id, code
-- numbers       facts as known: id, subject_id, measure_id, period, source_kind, number
-- projects      project_id, subject_id and the columns that stand on the project itself
-- plans         project_id, amount_fen, has_curve
-- curve         project_id, month, planned_num: cumulative, on the one denominator planned_den
-- funding       project_id, subject_id, planned_fen
-- milestones    project_id, planned_on, actual_on
-- submissions   unit_id, in_time
WITH known AS (
    SELECT numbers.id, numbers.subject_id, measures.code, wanted.year, wanted.month, wanted.is_month, numbers.number
    FROM numbers JOIN measures USING (measure_id) JOIN wanted USING (period)
    WHERE numbers.source_kind = 1
),
invested AS (
    SELECT subject_id, year, month,
        coalesce(
            max(number) FILTER (code = 'invested' AND is_month),
            CASE WHEN count(number) FILTER (code = 'invested' AND NOT is_month) = 3
                THEN sum(number) FILTER (code = 'invested' AND NOT is_month) END
        ) AS month_fen,
        max(number) FILTER (code = 'invested_ytd' AND is_month) AS ytd_reported_fen
    FROM known WHERE code IN ('invested', 'invested_ytd') AND month IS NOT NULL
    GROUP BY ALL
),
since_january AS (
    SELECT *,
        coalesce(
            ytd_reported_fen,
            CASE WHEN count(month_fen) OVER so_far = month THEN sum(month_fen) OVER so_far END
        ) AS ytd_fen
    FROM invested
    WINDOW so_far AS (PARTITION BY subject_id, year ORDER BY month)
),
by_month AS (
    SELECT this.*, coalesce(this.month_fen, this.ytd_fen - before.ytd_fen,
        CASE WHEN this.month = 1 THEN this.ytd_fen END) AS in_month_fen
    FROM since_january this
    LEFT JOIN since_january before
        ON before.subject_id = this.subject_id AND before.year = this.year AND before.month = this.month - 1
),
months AS (
    SELECT unnest(range(1, month + 1)) AS month FROM now
),
planned AS (
    SELECT plans.project_id, months.month,
        CASE WHEN plans.has_curve THEN curve.planned_num
            ELSE plans.amount_fen * months.month * (now.planned_den // 12) END AS planned_num
    FROM plans CROSS JOIN months CROSS JOIN now
    LEFT JOIN curve ON curve.project_id = plans.project_id AND curve.month = months.month
),
missed AS (
    SELECT planned.project_id, planned.month,
        by_month.in_month_fen * now.planned_den
            < planned.planned_num - CASE WHEN planned.month = 1 THEN 0 ELSE before.planned_num END AS is_missed
    FROM planned CROSS JOIN now
    JOIN projects USING (project_id)
    LEFT JOIN planned before ON before.project_id = planned.project_id AND before.month = planned.month - 1
    LEFT JOIN by_month
        ON by_month.subject_id = projects.subject_id AND by_month.year = year(now.period_to_on)
        AND by_month.month = planned.month
),
streaks AS (
    -- Months after the last one that met its plan or was not reported.
    SELECT project_id,
        CASE WHEN bool_or(is_missed) FILTER (missed.month = now.month) IS NOT NULL
            THEN now.month - coalesce(max(missed.month) FILTER (is_missed IS DISTINCT FROM true), 0)
        END AS months_missed_running
    FROM missed CROSS JOIN now GROUP BY project_id, now.month
),
latest AS (
    SELECT subject_id,
        max(number) FILTER (code = 'invested_total' AND year = year(now.period_to_on) AND known.month = now.month
            AND is_month) AS total_fen,
        max(number) FILTER (code = 'invested_before' AND year = now.last_year AND known.month IS NULL) AS before_fen,
        arg_max(number, year * 12 + known.month) FILTER (code = 'registered' AND is_month) AS registered,
        arg_max(number, year * 12 + known.month) FILTER (code = 'funds_in_place' AND is_month) AS funds_fen,
        list(id ORDER BY id) AS fact_ids
    FROM known CROSS JOIN now GROUP BY subject_id
),
funds AS (
    SELECT project_id,
        CASE WHEN count(planned_fen) = count(*) THEN sum(planned_fen) END AS funds_planned_fen,
        CASE WHEN count(funds_fen) = count(*) THEN sum(funds_fen) END AS funds_in_place_fen
    FROM funding LEFT JOIN latest USING (subject_id) GROUP BY project_id
),
nodes AS (
    SELECT project_id,
        count(*) FILTER (planned_on <= period_to_on) AS nodes_due,
        count(*) FILTER (planned_on <= period_to_on AND actual_on <= period_to_on) AS nodes_done
    FROM milestones CROSS JOIN now GROUP BY project_id
),
punctual AS (
    SELECT unit_id, count(*) AS asked, count(*) FILTER (in_time) AS reported_in_time FROM submissions GROUP BY unit_id
)
SELECT
    projects.project_id, projects.unit_id, projects.phase, projects.construction_type, projects.starred,
    projects.total_investment_fen,
    plans.amount_fen AS annual_plan_fen,
    planned.planned_num,
    CASE WHEN planned.planned_num IS NOT NULL THEN now.planned_den END AS planned_den,
    by_month.in_month_fen AS invested_fen,
    by_month.ytd_fen AS invested_ytd_fen,
    last_year.ytd_fen AS invested_ytd_last_year_fen,
    coalesce(latest.total_fen, latest.before_fen + by_month.ytd_fen) AS invested_total_fen,
    funds.funds_planned_fen,
    coalesce(latest.funds_fen, funds.funds_in_place_fen) AS funds_in_place_fen,
    projects.planned_start_on, projects.actual_start_on, projects.planned_finish_on, projects.actual_finish_on,
    nodes.nodes_due, nodes.nodes_done, nodes.nodes_due - nodes.nodes_done AS nodes_overdue,
    -- The month in which the start was due is the first.
    CASE WHEN planned_start_on IS NULL THEN NULL
        WHEN planned_start_on > period_to_on OR actual_start_on <= period_to_on THEN 0
        ELSE (year(period_to_on) - year(planned_start_on)) * 12 + month(period_to_on) - month(planned_start_on) + 1
    END AS months_due_not_started,
    streaks.months_missed_running,
    latest.registered,
    punctual.asked, punctual.reported_in_time,
    now.month AS months_elapsed,
    now.period_to_on, now.year_from_on, now.year_to_on,
    projects.subject_id, latest.fact_ids
FROM projects CROSS JOIN now
LEFT JOIN plans USING (project_id)
LEFT JOIN planned ON planned.project_id = projects.project_id AND planned.month = now.month
LEFT JOIN by_month ON by_month.subject_id = projects.subject_id
    AND by_month.year = year(now.period_to_on) AND by_month.month = now.month
LEFT JOIN by_month last_year ON last_year.subject_id = projects.subject_id
    AND last_year.year = now.last_year AND last_year.month = now.month
LEFT JOIN latest ON latest.subject_id = projects.subject_id
LEFT JOIN funds ON funds.project_id = projects.project_id
LEFT JOIN nodes ON nodes.project_id = projects.project_id
LEFT JOIN streaks ON streaks.project_id = projects.project_id
LEFT JOIN punctual ON punctual.unit_id = projects.unit_id
ORDER BY projects.project_id
