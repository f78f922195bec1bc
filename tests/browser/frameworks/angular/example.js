// What Angular publishes is linked by this when it runs, instead of by its build.
import "@angular/compiler";
import "../dist/examples/angular-compiled/main.js";
