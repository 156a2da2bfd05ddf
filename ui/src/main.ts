import { mount } from 'svelte';
import App from './App.svelte';
import './kit/style/index.css';

const target = document.getElementById('app');
if (target) mount(App, { target });
