/** Fields that become attributes of the product, for search terms and rules. */
export const ATTRIBUTE_FIELDS = [
  'colour',
  'size',
  'material',
  'pattern',
  'gender',
  'ageGroup',
  'description',
] as const;

/** What a feed's columns can stand for. */
export const PRODUCT_FIELDS = [
  'id',
  'group',
  'title',
  'url',
  'image',
  'price',
  'salePrice',
  'listPrice',
  'currency',
  'category',
  'brand',
  'added',
  'availability',
  'rating',
  ...ATTRIBUTE_FIELDS,
] as const;

/** One of {@link PRODUCT_FIELDS}. */
export type ProductField = (typeof PRODUCT_FIELDS)[number];

/**
 * Names under which feeds carry each field, best first, in the form of {@link plainName}. English
 * names follow the Google Merchant specification (https://support.google.com/merchants/answer/7052112),
 * Shopify's and WooCommerce's exports and common shop systems; then German, French, Spanish, Italian,
 * Dutch, Polish, Portuguese, Chinese and Japanese ones.
 */
export const FIELD_NAMES: Readonly<Record<ProductField, string>> = {
  id: `id item_id product_id offer_id article_id sku product_sku variant_sku pid asin item_code
    product_code stock_code article_number item_number uniq_id handle gtin ean artikelnummer artikel_nr
    artikelnr art_nr produkt_id produktnummer bestellnummer id_produit identifiant code_produit reference
    reference_produit id_producto codigo codigo_producto referencia id_prodotto codice codice_articolo
    artikelcode id_produktu kod_produktu numer_artykulu id_do_produto 商品id 商品编号 商品編號 产品编号 编号
    货号 商品コード 商品番号 商品管理番号 品番`,
  group: `item_group_id group_id parent_id parent_sku parent_asin product_group_id model_id variant_group
    elternartikel gruppen_id id_groupe 父商品id 款号`,
  title: `title name product_name product_title item_name item_title display_name productname
    short_title titel produktname produktbezeichnung artikelbezeichnung artikelname bezeichnung nom
    nom_produit nom_du_produit titre libelle designation nombre nombre_producto titulo titolo nome
    nome_prodotto naam productnaam nazwa nazwa_produktu nome_do_produto 商品名称 商品名 名称 标题 商品标题
    产品名称 品名 タイトル label words`,
  url: `link url product_url product_link canonical_url page_url item_url permalink deeplink deep_link
    canonical_link handle_url produktlink produkt_url artikel_url lien lien_produit url_produit enlace
    url_producto url_prodotto productlink 链接 商品链接 网址 商品url`,
  image: `image_link image image_url main_image picture picture_url img img_url photo photo_url image_src
    thumbnail thumbnail_url images bild bild_url bildlink produktbild lien_image url_image image_produit
    imagen url_imagen immagine afbeelding zdjecie imagem 图片 图片链接 主图 商品图片 画像 画像url`,
  price: `price regular_price unit_price product_price item_price price_amount price_value current_price
    variant_price preis stueckpreis einzelpreis verkaufspreis prix prix_ttc prix_unitaire prix_vente
    precio precio_venta prezzo prijs cena cena_brutto preco 价格 售价 单价 商品价格 現価格 価格 販売価格
    offers_price`,
  salePrice: `sale_price discounted_price discount_price special_price offer_price deal_price promo_price
    selling_price final_price price_discounted angebotspreis aktionspreis sonderpreis reduzierter_preis
    prix_promo prix_promotionnel prix_solde prix_remise precio_oferta precio_rebajado prezzo_scontato
    prezzo_offerta actieprijs cena_promocyjna preco_promocional 促销价 优惠价 折扣价 现价 特価 セール価格`,
  listPrice: `list_price retail_price compare_at_price variant_compare_at_price old_price original_price
    rrp msrp uvp was_price price_old strike_price base_price alter_preis originalpreis listenpreis
    statt_preis ancien_prix prix_barre prix_conseille prix_origine precio_anterior precio_original
    prezzo_originale prezzo_listino adviesprijs van_prijs cena_katalogowa preco_original 原价 市场价 吊牌价
    定価 通常価格`,
  currency: `currency currency_code price_currency price_currency_code waehrung wahrung devise moneda
    valuta waluta moeda 货币 币种 通貨`,
  category: `product_type category_path category categories breadcrumb breadcrumbs category_name
    product_category category_tree type department main_category item_category kategorie kategorien
    kategoriepfad warengruppe produktkategorie produkttyp categorie categories_produit rayon
    categorie_produit categoria ruta_categoria tipo_producto categorie_naam kategoria google_product_category
    分类 类目 类别 商品分类 商品类目 品类 カテゴリ カテゴリー`,
  brand: `brand brand_name manufacturer vendor maker product_brand item_brand designer marke hersteller
    markenname marque fabricant marca fabricante marca_nome produttore merk fabrikant producent marka
    品牌 商品品牌 制造商 ブランド メーカー`,
  added: `date_added created_at created published_at date publish_date release_date launch_date added
    added_at date_created creation_date available_since online_since first_seen listing_date erstellt
    erstellt_am erstelldatum angelegt_am datum einstelldatum date_creation date_ajout date_de_creation
    date_parution fecha fecha_alta fecha_creacion data_creazione data_inserimento aanmaakdatum
    data_dodania data_criacao 上架时间 创建时间 发布日期 上市日期 登録日 発売日`,
  availability: `availability in_stock instock stock_status is_in_stock available stock is_available
    sellable_online inventory_quantity variant_inventory_qty quantity_available stock_quantity inventory
    on_hand verfuegbarkeit verfugbarkeit lagerbestand bestand auf_lager disponibilite en_stock
    disponibilidad existencias disponibilita disponibile beschikbaarheid voorraad dostepnosc
    disponibilidade estoque 库存 库存状态 有货 在庫 在庫状況`,
  rating: `product_rating rating average_rating overall_rating avg_rating rating_value star_rating stars
    review_rating bewertung durchschnittsbewertung note note_moyenne avis_note valoracion calificacion
    valutazione beoordeling ocena avaliacao 评分 评价 評価`,
  colour: `color colour color_name colour_name farbe farbton couleur coloris colore kleur kolor cor 颜色
    カラー 色 variant`,
  size: `size sizes size_name groesse grosse taille pointure talla taglia maat rozmiar tamanho 尺寸 尺码 规格
    サイズ`,
  material: `material fabric materials werkstoff matiere materiau materiale materiaal tkanina 材质 面料
    素材`,
  pattern: 'pattern muster motif motivo patroon wzor 图案 柄',
  gender: 'gender sex geschlecht sexe genre genero sesso geslacht plec 性别 性別',
  ageGroup: 'age_group altersgruppe tranche_age grupo_edad leeftijdsgroep 年龄段',
  description: `short_description summary subtitle product_summary kurzbeschreibung untertitel
    description_courte sous_titre descripcion_corta descrizione_breve korte_omschrijving krotki_opis
    简介 副标题`,
};

/**
 * A column's name in plain form: lower case, accents and namespace prefixes gone, words joined by `_`:
 * `g:Image Link` → `image_link`, `productName` → `product_name`.
 */
export function plainName(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replaceAll('ß', 'ss')
    .replace(/^(?:g|c|s|sc|dc|ns\d?):/i, '')
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '');
}
