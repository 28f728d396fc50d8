#!/usr/bin/perl
# devel-mat.pl DUMP: asks Devel::MAT for all that it knows of a dump and prints
# it with the keys and forms of heap/export, one JSON object a line. Strings
# are Latin-1. Run it with PERL_HASH_SEED=0 and PERL_PERTURB_KEYS=0.
use v5.14;
use warnings;
use Devel::MAT;
use JSON::PP;

@ARGV == 1 or die "usage: $0 DUMP\n";
my $mat = Devel::MAT->load( $ARGV[0] );
$mat->load_tool("Sizes");
my $dump = $mat->dumpfile;
my $out  = JSON::PP->new->latin1->canonical;

sub address { my ($n) = @_; return sprintf '%#x', $n || 0 if $n; return '0x0' }
sub at      { my ($sv) = @_; return address( $sv ? $sv->addr : 0 ) }

sub octets {
    my ($string) = @_;
    return undef if !defined $string;
    utf8::encode($string) if utf8::is_utf8($string);
    return unpack 'H*', $string;
}

# An integer as perl had it: Devel::MAT mixes up which of its two is signed.
sub integer {
    my ( $n, $signed ) = @_;
    my $width = $dump->uint_len == 8 ? 64 : 32;
    my $bits  = pack $width == 64 ? ( $n < 0 ? 'q' : 'Q' ) : ( $n < 0 ? 'l' : 'L' ), $n;
    return '' . unpack $width == 64 ? ( $signed ? 'q' : 'Q' ) : ( $signed ? 'l' : 'L' ), $bits;
}

sub put { my ( $r, $key, $value ) = @_; $r->{$key} = $value if defined $value }

# What SVs of a class have beside what all have.
my %more = (
    SCALAR => sub {
        my ( $sv, $r ) = @_;
        $r->{desc} =~ s/\b(?:(UV)|IV)\b/$1 ? 'IV' : 'UV'/e;
        put( $r, iv => integer( $sv->uv, 1 ) ) if defined $sv->uv;
        put( $r, uv => integer( $sv->iv, 0 ) ) if defined $sv->iv;
        put( $r, nv => unpack 'H*', pack 'd>', $sv->nv ) if defined $sv->nv;
        put( $r, pv => octets( $sv->pv ) );
        put( $r, pvlen => defined $sv->pvlen ? 0 + $sv->pvlen : undef );
    },
    REF  => sub { my ( $sv, $r ) = @_; $r->{weak} = JSON::PP::true if $sv->is_weak },
    GLOB => sub {
        my ( $sv, $r ) = @_;
        put( $r, file => $sv->file );
        put( $r, line => 0 + $sv->line );
        $r->{name} = octets( $sv->name );
    },
    CODE => sub {
        my ( $sv, $r ) = @_;
        put( $r, file => $sv->file );
        put( $r, line => 0 + $sv->line );
        put( $r, name => $sv->hekname );
        $r->{depth}  = 0 + $sv->depth;
        $r->{oproot} = address( $sv->oproot ) if $sv->oproot;
        my @names = map { $sv->padname($_) } 0 .. $sv->max_padix;
        $r->{padnames} = [ map { $_ && $_->name } @names ] if @names;
    },
    HASH => sub {
        my ( $sv, $r ) = @_;
        $r->{keys} = [ sort map { octets($_) } $sv->keys ];
        $r->{name} = $sv->stashname if $sv->can('stashname');
    },
    ARRAY => sub { my ( $sv, $r ) = @_; $r->{elems} = 0 + $sv->n_elems },
    IO    => sub {
        my ( $sv, $r ) = @_;
        for (qw( ifileno ofileno )) { put( $r, $_ => 0 + $sv->$_ ) if defined $sv->$_ }
    },
);
$more{$_} = $more{HASH}  for qw( STASH CLASS );
$more{$_} = $more{ARRAY} for qw( PAD PADLIST PADNAMES );

sub context {
    my ($c) = @_;
    my %r = ( type => $c->type, gimme => $c->gimme, file => $c->file, line => 0 + $c->line );
    @r{qw( cv depth )} = ( address( $c->{cv_at} ), 0 + ( $c->depth // -1 ) ) if $c->type eq 'SUB';
    return \%r;
}

sub sv {
    my ($sv) = @_;
    my %r = (
        record => 'sv', addr => at($sv), type => $sv->type, desc => $sv->desc,
        map { $_->[0] => 0 + $_->[1] }[ refcnt => $sv->refcnt ], [ size => $sv->size ],
        [ structure => $sv->structure_size ], [ owned => $sv->owned_size ],
    );
    my %sorted = map { join( "\0", @$_ ) . "\0" . $_ => $_ }
      map { [ $_->strength, $_->name, at( $_->sv ) ] } grep { $_->sv } $sv->outrefs;
    $r{outrefs} = [ @sorted{ sort keys %sorted } ];
    put( \%r, blessed => $sv->blessed->stashname ) if $sv->blessed;
    {
        # A name with a part that is gone warns, and is none.
        my $warned = 0;
        local $SIG{__WARN__} = sub { $warned = 1 };
        my $name = eval { $sv->symname };
        put( \%r, symname => $name ) unless $warned;
    }
    $r{mortal} = JSON::PP::true if $sv->is_mortal;
    $r{debug} = [ 0 + $sv->debug_serial, $sv->debug_file, 0 + $sv->debug_line ] if defined $sv->debug_serial;
    my @magic = map { [ $_->type, at( $_->obj ), at( $_->ptr ) ] } $sv->magic;
    $r{magic} = \@magic if @magic;
    my ($class) = ref($sv) =~ m/(\w+)\z/;
    $more{$class}->( $sv, \%r ) if $more{$class};
    return \%r;
}

my %described = $dump->root_descriptions;
print $out->encode(
    {
        record => 'dump', perl_version => $dump->perlversion, endian => $dump->endian,
        ( map { $_ => 0 + $dump->$_ } qw( uint_len ptr_len nv_len ) ),
        format_minor => 0 + $dump->{format_minor},
        ithreads     => $dump->ithreads ? JSON::PP::true : JSON::PP::false,
        objects      => scalar( my @all = $dump->heap ),
        roots        => { map { $_ => address( $dump->root_at($_) ) } keys %described },
        stack        => [ map { address($_) } @{ $dump->{stack_at} } ],
        contexts     => [ map { context($_) } $dump->contexts ],
    }
), "\n";
print $out->encode( sv($_) ), "\n" for sort { $a->addr <=> $b->addr } $dump->heap;
