/** Packages of Bioconductor that scripts load most; others are known when the script or a lock file says so. */
const names = `
affy AnnotationDbi annotate apeglm ArrayExpress ballgown BiocGenerics BiocParallel biomaRt Biobase Biostrings BSgenome ChIPseeker clusterProfiler
ComplexHeatmap DEXSeq DelayedArray DESeq2 DiffBind DOSE DropletUtils dupRadar EBImage edgeR EnhancedVolcano enrichplot ensembldb fgsea flowCore
genefilter GenomeInfoDb GenomicAlignments GenomicFeatures GenomicRanges GEOquery ggtree GO.db graph GSEABase GSVA Gviz HDF5Array impute
InteractionSet IRanges KEGGREST limma maftools MAST MatrixGenerics methylKit minfi monocle MSnbase MultiAssayExperiment org.Hs.eg.db org.Mm.eg.db
pathview pcaMethods phyloseq preprocessCore qvalue Rhdf5lib rhdf5 RUVSeq Rsamtools rtracklayer S4Vectors scater scran scuttle ShortRead
SingleCellExperiment SingleR slingshot sva SummarizedExperiment tximport topGO TxDb.Hsapiens.UCSC.hg38.knownGene VariantAnnotation vsn xcms zlibbioc
`;

const packages = new Set(names.trim().split(/\s+/u));

/** Whether BiocManager installs the package, as CRAN does not have it. */
export function isBioconductor(name: string): boolean {
  return packages.has(name);
}
