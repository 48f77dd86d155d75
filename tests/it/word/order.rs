//! The order in which the schema (ISO/IEC 29500-1, transitional) has the children of elements that the product writes. Word refuses a file
//! that has them in another; names that may stand in any order among themselves share a place, parted by `|`.

/// Of each element its children in their order.
pub(super) const CHILDREN: [(&str, &str); 31] = [
    ("w:document", "w:body"),
    ("w:body", "w:p|w:tbl|w:bookmarkStart|w:bookmarkEnd|w:sdt w:sectPr"),
    ("w:hdr", "w:p|w:tbl"),
    ("w:ftr", "w:p|w:tbl"),
    ("w:p", "w:pPr w:r|w:hyperlink|w:bookmarkStart|w:bookmarkEnd|w:fldSimple|w:proofErr"),
    (
        "w:pPr",
        "w:pStyle w:keepNext w:keepLines w:pageBreakBefore w:framePr w:widowControl w:numPr w:suppressLineNumbers w:pBdr w:shd w:tabs \
         w:suppressAutoHyphens w:kinsoku w:wordWrap w:overflowPunct w:topLinePunct w:autoSpaceDE w:autoSpaceDN w:bidi w:adjustRightInd \
         w:snapToGrid w:spacing w:ind w:contextualSpacing w:mirrorIndents w:suppressOverlap w:jc w:textDirection w:textAlignment \
         w:textboxTightWrap w:outlineLvl w:divId w:cnfStyle w:rPr w:sectPr w:pPrChange",
    ),
    ("w:pBdr", "w:top w:left w:bottom w:right w:between w:bar"),
    ("w:r", "w:rPr w:t|w:br|w:tab|w:drawing|w:fldChar|w:instrText|w:pict"),
    (
        "w:rPr",
        "w:rStyle w:rFonts w:b w:bCs w:i w:iCs w:caps w:smallCaps w:strike w:dstrike w:outline w:shadow w:emboss w:imprint w:noProof \
         w:snapToGrid w:vanish w:webHidden w:color w:spacing w:w w:kern w:position w:sz w:szCs w:highlight w:u w:effect w:bdr w:shd \
         w:fitText w:vertAlign w:rtl w:cs w:em w:lang w:eastAsianLayout w:specVanish w:oMath",
    ),
    ("w:tbl", "w:tblPr w:tblGrid w:tr|w:bookmarkStart|w:bookmarkEnd"),
    (
        "w:tblPr",
        "w:tblStyle w:tblpPr w:tblOverlap w:bidiVisual w:tblStyleRowBandSize w:tblStyleColBandSize w:tblW w:jc w:tblCellSpacing w:tblInd \
         w:tblBorders w:shd w:tblLayout w:tblCellMar w:tblLook w:tblCaption w:tblDescription",
    ),
    ("w:tblBorders", "w:top w:left|w:start w:bottom w:right|w:end w:insideH w:insideV"),
    ("w:tblCellMar", "w:top w:left|w:start w:bottom w:right|w:end"),
    ("w:tr", "w:tblPrEx w:trPr w:tc|w:bookmarkStart|w:bookmarkEnd"),
    ("w:tc", "w:tcPr w:p|w:tbl|w:bookmarkStart|w:bookmarkEnd"),
    (
        "w:tcPr",
        "w:cnfStyle w:tcW w:gridSpan w:hMerge w:vMerge w:tcBorders w:shd w:noWrap w:tcMar w:textDirection w:tcFitText w:vAlign w:hideMark",
    ),
    (
        "w:sectPr",
        "w:headerReference|w:footerReference w:footnotePr w:endnotePr w:type w:pgSz w:pgMar w:paperSrc w:pgBorders w:lnNumType \
         w:pgNumType w:cols w:formProt w:vAlign w:noEndnote w:titlePg w:textDirection w:bidi w:rtlGutter w:docGrid",
    ),
    (
        "w:style",
        "w:name w:aliases w:basedOn w:next w:link w:autoRedefine w:hidden w:uiPriority w:semiHidden w:unhideWhenUsed w:qFormat w:locked \
         w:personal w:personalCompose w:personalReply w:rsid w:pPr w:rPr w:tblPr w:trPr w:tcPr w:tblStylePr",
    ),
    ("w:settings", "w:zoom w:defaultTabStop w:updateFields w:compat"),
    ("wp:inline", "wp:extent wp:effectExtent wp:docPr wp:cNvGraphicFramePr a:graphic"),
    (
        "c:chartSpace",
        "c:date1904 c:lang c:roundedCorners c:style c:clrMapOvr c:chart c:spPr c:txPr c:externalData c:printSettings",
    ),
    ("c:chart", "c:title c:autoTitleDeleted c:plotArea c:legend c:plotVisOnly c:dispBlanksAs"),
    ("c:plotArea", "c:layout c:barChart|c:lineChart c:catAx|c:valAx c:spPr"),
    ("c:barChart", "c:barDir c:grouping c:varyColors c:ser c:dLbls c:gapWidth c:overlap c:serLines c:axId"),
    (
        "c:lineChart",
        "c:grouping c:varyColors c:ser c:dLbls c:dropLines c:hiLowLines c:upDownBars c:marker c:smooth c:axId",
    ),
    ("c:ser", "c:idx c:order c:tx c:spPr c:invertIfNegative|c:marker c:dPt c:dLbls c:cat c:val c:smooth"),
    ("c:dPt", "c:idx c:invertIfNegative c:marker c:bubble3D c:explosion c:spPr"),
    (
        "c:dLbls",
        "c:numFmt c:spPr c:txPr c:dLblPos c:showLegendKey c:showVal c:showCatName c:showSerName c:showPercent c:showBubbleSize c:separator",
    ),
    (
        "c:catAx",
        "c:axId c:scaling c:delete c:axPos c:majorGridlines c:minorGridlines c:title c:numFmt c:majorTickMark c:minorTickMark \
         c:tickLblPos c:spPr c:txPr c:crossAx c:crosses|c:crossesAt c:auto c:lblAlgn c:lblOffset c:noMultiLvlLbl",
    ),
    (
        "c:valAx",
        "c:axId c:scaling c:delete c:axPos c:majorGridlines c:minorGridlines c:title c:numFmt c:majorTickMark c:minorTickMark \
         c:tickLblPos c:spPr c:txPr c:crossAx c:crosses|c:crossesAt c:crossBetween c:majorUnit c:minorUnit c:dispUnits",
    ),
    ("c:scaling", "c:logBase c:orientation c:max c:min"),
];
